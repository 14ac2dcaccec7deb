import { describe, expect, it } from 'vitest';
import { readDate, readPence } from './read-fields.ts';

const date = (day: string, month: string, year: string) =>
  readDate({ 'on-day': day, 'on-month': month, 'on-year': year }, 'on');

describe('reading a date', () => {
  it('takes a day of the calendar', () => {
    expect(date('1', '2', '2026')).toBe('2026-02-01');
    expect(date(' 29 ', '02', '2028')).toBe('2028-02-29');
  });

  it('refuses days that never come', () => {
    expect(date('31', '2', '2026')).toBeNull();
    expect(date('29', '2', '2026')).toBeNull();
    expect(date('0', '1', '2026')).toBeNull();
    expect(date('1', 'May', '2026')).toBeNull();
    expect(date('1', '5', '26')).toBeNull();
    expect(date('1', '', '2026')).toBeNull();
  });

  it('tells nothing typed from something wrong', () => {
    expect(date('', ' ', '')).toBe('');
    expect(readDate({}, 'on')).toBe('');
  });
});

describe('reading an amount', () => {
  it.each([
    ['1200', 120_000],
    ['£1,200', 120_000],
    ['1 200.5', 120_050],
    ['0.07', 7],
    ['£ 12.50', 1250],
  ])('%s', (text, pence) => {
    expect(readPence(text)).toBe(pence);
  });

  it.each(['', 'some', '-5', '1,20', '12.505', '1e9', '£', '9999999999999999'])('refuses %j', (text) => {
    expect(readPence(text)).toBeNull();
  });
});

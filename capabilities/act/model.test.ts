import { describe, expect, it, test } from 'vitest';
import { readTime } from './actions/activity-fields.ts';
import { byUs, comingDates, firstWithRoom, nextStages, stages } from './model.ts';
import { readReach, readWay } from './way.ts';

describe('coming dates', () => {
  it('roll on by the rhythm from the day it was last set to', () => {
    expect(comingDates({ nextOn: '2026-03-03', rhythm: 'week' }, '2026-03-02', 3)).toEqual([
      '2026-03-03',
      '2026-03-10',
      '2026-03-17',
    ]);
    expect(comingDates({ nextOn: '2026-03-03', rhythm: 'week' }, '2026-04-01', 2)).toEqual([
      '2026-04-07',
      '2026-04-14',
    ]);
    expect(comingDates({ nextOn: '2026-03-03', rhythm: 'fortnight' }, '2026-03-04', 2)).toEqual([
      '2026-03-17',
      '2026-03-31',
    ]);
  });

  it('take the last day of a month that has no 31st, and find their way back', () => {
    expect(comingDates({ nextOn: '2026-01-31', rhythm: 'month' }, '2026-02-01', 3)).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
  });

  it('count today, and end where the one date has gone', () => {
    expect(comingDates({ nextOn: '2026-03-03', rhythm: 'week' }, '2026-03-03', 1)).toEqual(['2026-03-03']);
    expect(comingDates({ nextOn: '2026-03-03', rhythm: 'once' }, '2026-03-03')).toEqual(['2026-03-03']);
    expect(comingDates({ nextOn: '2026-03-03', rhythm: 'once' }, '2026-03-04')).toEqual([]);
  });

  it.each(['week', 'fortnight', 'month'] as const)(
    'are soon even where a date by the %s was set years ago',
    (rhythm) => {
      const [first = ''] = comingDates({ nextOn: '2011-05-31', rhythm }, '2026-03-02', 1);
      expect(first >= '2026-03-02' && first <= '2026-04-02').toBe(true);
    },
  );
});

test('the first date with room comes next; where none has, there is none', () => {
  const dates = ['2026-03-03', '2026-03-10'];
  expect(firstWithRoom(dates, 2, new Map([['2026-03-03', 2]]))).toBe('2026-03-10');
  expect(
    firstWithRoom(
      dates,
      1,
      new Map([
        ['2026-03-03', 1],
        ['2026-03-10', 1],
      ]),
    ),
  ).toBeNull();
  expect(firstWithRoom(dates, null, new Map([['2026-03-03', 900]]))).toBe('2026-03-03');
});

test('only what people designed and lead themselves is by them', () => {
  expect(byUs('residents', 'residents')).toBe(true);
  expect(byUs('residents', 'together')).toBe(false);
  expect(byUs('staff', 'residents')).toBe(false);
});

test('every rung of the ladder leads on, and from resting only to starting again', () => {
  for (const stage of stages) expect(nextStages[stage].length).toBeGreaterThan(0);
  expect(nextStages.resting).toEqual(['restarted']);
});

test.each([
  ['14:30', '14:30'],
  ['2.30pm', '14:30'],
  ['2 pm', '14:00'],
  ['12am', '00:00'],
  ['12:15 PM', '12:15'],
  ['9', '09:00'],
  ['25:00', null],
  ['13pm', null],
  ['10:75', null],
  ['soon', null],
])('a time typed as %s is %s', (typed, time) => {
  expect(readTime(typed)).toBe(time);
});

test('a way to be told needs its address, in one spelling', () => {
  expect(readWay({ tell: 'code', email: 'x@example.org', phone: null })).toEqual({ channel: 'code', address: null });
  expect(readWay({ tell: 'email', email: ' Ana@Example.org ', phone: null })).toEqual({
    channel: 'email',
    address: 'ana@example.org',
  });
  expect(readWay({ tell: 'email', email: null, phone: null })).toMatchObject({
    ok: false,
    fields: { email: { key: 'act.tell.missing-email' } },
  });
  expect(readWay({ tell: 'sms', email: null, phone: '01632 960101' })).toMatchObject({
    ok: false,
    fields: { phone: {} },
  });
  expect(readReach('07700 900123')).toEqual({ channel: 'sms', address: '+447700900123' });
  expect(readReach('ask at the bar')).toBeNull();
});

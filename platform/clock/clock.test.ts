import { expect, test } from 'vitest';
import { movableClock, systemClock } from './index.ts';

test('the system clock tells the present', () => {
  expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1000);
});

test('a movable clock stands still until it is moved', () => {
  const clock = movableClock(new Date('2026-03-01T09:00:00Z'));
  expect(clock.now()).toEqual(new Date('2026-03-01T09:00:00Z'));
  clock.advance(36 * 3600 * 1000);
  expect(clock.now()).toEqual(new Date('2026-03-02T21:00:00Z'));
  clock.set(new Date('2020-02-29T00:00:00Z'));
  expect(clock.now()).toEqual(new Date('2020-02-29T00:00:00Z'));
});

test('changing a date that the clock gave does not move the clock', () => {
  const clock = movableClock(new Date('2026-03-01T09:00:00Z'));
  clock.now().setFullYear(1999);
  expect(clock.now().getUTCFullYear()).toBe(2026);
});

test('a moment that is not a date is refused', () => {
  const clock = movableClock(new Date('2026-03-01T09:00:00Z'));
  expect(() => clock.set(new Date('yesterday-ish'))).toThrow(/not a date/);
  expect(clock.now()).toEqual(new Date('2026-03-01T09:00:00Z'));
});

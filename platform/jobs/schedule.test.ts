import { expect, test } from 'vitest';
import { isDue, schedule } from './schedule.ts';

const nothing = async () => {};

test.each(['', 'every day', '* * * *', '* * * * * *', '61 * * * *'])("'%s' is no schedule", (cron) => {
  expect(() => schedule('test.job', cron, nothing)).toThrow();
});

test('a time zone that does not exist is refused', () => {
  expect(() => schedule('test.job', '0 7 * * *', nothing, { timeZone: 'Europe/Atlantis' })).toThrow();
});

test('a job that never ran is due', () => {
  expect(isDue(schedule('test.job', '0 7 * * 1', nothing), undefined, new Date('2026-05-06T12:00:00Z'))).toBe(true);
});

test.each([
  ['2026-05-04T06:00:00Z', '2026-05-11T05:59:59Z', false],
  ['2026-05-04T06:00:00Z', '2026-05-11T06:00:00Z', true],
  ['2026-05-04T06:00:00Z', '2027-05-11T06:00:00Z', true],
  // In winter seven o'clock comes an hour later by universal time.
  ['2026-11-02T07:00:00Z', '2026-11-09T06:30:00Z', false],
])('on Mondays at seven: done to %s, now %s → %s', (ranTo, now, due) => {
  expect(isDue(schedule('test.job', '0 7 * * 1', nothing), new Date(ranTo), new Date(now))).toBe(due);
});

test.each([
  ['years ahead, once, and was put right', '2031-01-01T00:00:00Z', true],
  ['ahead by what two computers may differ', '2026-05-01T00:00:30Z', false],
])('a job that ran while the clock was %s', (_, ranTo, due) => {
  const now = new Date('2026-05-01T00:00:00Z');
  expect(isDue(schedule('test.job', '* * * * *', nothing), new Date(ranTo), now)).toBe(due);
});

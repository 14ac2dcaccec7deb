import type { Database } from '@upwell/platform/database';
import { PgBoss } from 'pg-boss';

/** What a periodic job is given: one place, and the moment it runs for. */
export interface Turn {
  db: Database;
  placeId: string;
  now: Date;
}

/**
 * A periodic job. It does whatever has become due since it last ran, so running late or twice does no harm; after a
 * standstill, or a clock that jumped, it runs once and not once for every turn it missed.
 */
export interface Schedule {
  /** Unique, never changed: `<capability>.<what it does>`. */
  name: string;
  cron: string;
  timeZone: string;
  run(turn: Turn): Promise<void>;
}

// Reads cron expressions as the queue does; it is never started and opens no connection.
const reader = new PgBoss({ connectionString: 'postgres://localhost/none' });

/**
 * Declares a periodic job that runs for every place.
 * @param cron five fields, the minute being the finest: `'* * * * *'`, `'0 7 * * 1-5'`.
 * @throws when the expression or the time zone cannot be read.
 */
export function schedule(
  name: string,
  cron: string,
  run: Schedule['run'],
  { timeZone = 'Europe/London' }: { timeZone?: string } = {},
): Schedule {
  if (cron.trim().split(/\s+/).length !== 5) throw new TypeError(`The schedule of ${name} must have five fields.`);
  reader.previewSchedule(cron, { tz: timeZone, count: 1 });
  return { name, cron, timeZone, run };
}

/** Milliseconds by which the clocks of two processes may honestly differ. */
const skew = 3_600_000;

/**
 * Whether a job that did its work up to `ranTo` is due again. One that never ran is due, and so is one that ran while
 * the clock stood far ahead of where it stands now: it must not sleep until the clock gets there again.
 */
export function isDue({ cron, timeZone }: Schedule, ranTo: Date | undefined, now: Date): boolean {
  if (!ranTo || ranTo.getTime() > now.getTime() + skew) return true;
  return nextAfter(cron, timeZone, ranTo) <= now.getTime();
}

/** Many places ask the same question again and again until they are due; reading the expression is the slow part. */
const answers = new Map<string, number>();
const mostAnswers = 20_000;

function nextAfter(cron: string, tz: string, from: Date): number {
  const question = `${cron} ${tz} ${from.getTime()}`;
  const known = answers.get(question);
  if (known !== undefined) return known;
  const [next] = reader.previewSchedule(cron, { tz, from, count: 1 });
  if (answers.size >= mostAnswers) answers.clear();
  const time = next?.getTime() ?? Number.POSITIVE_INFINITY;
  answers.set(question, time);
  return time;
}

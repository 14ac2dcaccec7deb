/** What an activity can offer so that nobody is kept away (AC08). */
export const supports = ['free', 'step-free', 'childcare', 'lift', 'interpreter', 'expenses', 'companion'] as const;
export type Support = (typeof supports)[number];
/** Supports that are arranged for one person and so are asked for together with the place. */
export const booked = ['childcare', 'lift', 'interpreter', 'expenses', 'companion'] as const;

/** Who carries an activity (AC09). Resting is a normal state, never a failure. */
export const stages = ['staff-started', 'shared', 'resident-run', 'resting', 'restarted'] as const;
export type Stage = (typeof stages)[number];

/** Where an activity may go from each rung of the ladder. */
export const nextStages: Readonly<Record<Stage, readonly Stage[]>> = {
  'staff-started': ['shared', 'resident-run', 'resting'],
  shared: ['resident-run', 'staff-started', 'resting'],
  'resident-run': ['shared', 'resting'],
  resting: ['restarted'],
  restarted: ['shared', 'resident-run', 'resting'],
};

/** Who designed or leads it. Only where both are the people themselves does it count as "by us" (S14). */
export const hands = ['residents', 'together', 'staff'] as const;
export type Hands = (typeof hands)[number];
export const byUs = (designed: Hands, led: Hands): boolean => designed === 'residents' && led === 'residents';

export const rhythms = ['once', 'week', 'fortnight', 'month'] as const;
export type Rhythm = (typeof rhythms)[number];

export const ways = ['code', 'email', 'sms'] as const;
export type Way = (typeof ways)[number];

/** By when somebody who found everything full hears of a next chance, in days. Ours, settable one day per place. */
export const NEXT_CHANCE_DAYS = 14;
/** How many dates ahead places can be taken. */
export const DATES_AHEAD = 6;

const DAY = 86_400_000;
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY;
const dayText = (number: number) => new Date(number * DAY).toISOString().slice(0, 10);
export const addDays = (day: string, days: number): string => dayText(dayNumber(day) + days);

/** The day some months later; the last day of the month where there is no such day. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/**
 * The coming dates of an activity, `today` included.
 * @param nextOn the date it was last set to; dates that have gone roll on by its rhythm
 * @returns up to `most` calendar days, soonest first; none where its one date has gone
 */
export function comingDates(
  { nextOn, rhythm }: { nextOn: string | null; rhythm: Rhythm },
  today: string,
  most: number = DATES_AHEAD,
): string[] {
  if (nextOn === null) return [];
  if (rhythm === 'once') return nextOn >= today ? [nextOn] : [];
  const step = rhythm === 'week' ? 7 : 14;
  const gone = Math.max(0, dayNumber(today) - dayNumber(nextOn));
  const begin = rhythm === 'month' ? Math.floor(gone / 31) : Math.ceil(gone / step);
  const dates: string[] = [];
  for (let turn = begin; dates.length < most; turn += 1) {
    const date = rhythm === 'month' ? addMonths(nextOn, turn) : addDays(nextOn, turn * step);
    if (date >= today) dates.push(date);
  }
  return dates;
}

/** The first date with a place left, or null where every date on the calendar is full. `room` null: as many as come. */
export const firstWithRoom = (
  dates: readonly string[],
  room: number | null,
  taken: ReadonlyMap<string, number>,
): string | null => dates.find((date) => room === null || (taken.get(date) ?? 0) < room) ?? null;

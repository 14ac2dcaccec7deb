/**
 * The eight signs that a movement for health is growing (Health as a Social Movement, the NHS England and partners
 * programme), in our own words. Kept in this order everywhere.
 */
export const signs = [
  'acting-early',
  'shifting-control',
  'bringing-together',
  'working-widely',
  'sharing-power',
  'changing-culture',
  'growing-from-here',
  'building-momentum',
] as const;
export type Sign = (typeof signs)[number];

/** Who rates, always apart. */
export const raters = ['organisers', 'residents', 'partners'] as const;
export type Rater = (typeof raters)[number];

/** How much of a sign there is: 1 'not at all' to 5 'in everything we do'. 'Not sure' is an answer too and is no number. */
export const marks = [1, 2, 3, 4, 5] as const;
export type Mark = (typeof marks)[number];

/** Fewest people of one kind whose ratings are shown, and the step in which they are added (rule 7). */
export const FEWEST = 5;

/** What one kind of people say of one sign; null marks are 'not sure'. */
export interface Said {
  /** Ratings that may be shown: whole batches only. */
  shown: number;
  mean: number;
}

/**
 * The ratings that may be shown: whole batches of `FEWEST`, in the order they came. A batch is only shown when it is
 * full, so that two looks at the page never differ by what one person said.
 * @param given marks of one kind of people on one sign, oldest first; 'not sure' left out before
 * @returns null where they are too few to show
 */
export function saidOf(given: readonly Mark[]): Said | null {
  const shown = Math.floor(given.length / FEWEST) * FEWEST;
  if (shown === 0) return null;
  return { shown, mean: given.slice(0, shown).reduce<number>((sum, mark) => sum + mark, 0) / shown };
}

export interface Gap {
  low: Rater;
  high: Rater;
  /** Difference of the means, 0 to 4. */
  size: number;
}

/** The widest difference between two kinds of people on one sign; null where fewer than two may be shown. */
export function gapOf(said: Readonly<Record<Rater, Said | null>>): Gap | null {
  const known = raters.flatMap((rater) => (said[rater] ? [{ rater, mean: said[rater].mean }] : []));
  if (known.length < 2) return null;
  const low = known.reduce((one, other) => (other.mean < one.mean ? other : one));
  const high = known.reduce((one, other) => (other.mean > one.mean ? other : one));
  return { low: low.rater, high: high.rater, size: high.mean - low.mean };
}

/** The word nearest to a mean. */
export const nearest = (mean: number): Mark => Math.min(5, Math.max(1, Math.round(mean))) as Mark;

/** A gap under this is no gap to speak of: half a step. */
export const SMALL_GAP = 0.5;

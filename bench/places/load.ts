import autocannon from 'autocannon';

/**
 * Runs each load in turns, a few seconds at a time, so that whatever else the machine does falls on all of them alike.
 * @returns the middle of the rounds for each, in acknowledged requests a second
 */
export async function inTurns(
  loads: readonly autocannon.Options[],
  { rounds = 3, seconds = 2 }: { rounds?: number; seconds?: number } = {},
): Promise<{ middle: number; spread: number }[]> {
  const seen = loads.map((): number[] => []);
  for (const load of loads) await autocannon({ ...load, duration: 1 });
  for (let round = 0; round < rounds; round += 1)
    for (const [at, load] of loads.entries()) {
      const result = await autocannon({ ...load, duration: seconds });
      const wrong = result.errors + result['4xx'] + result['5xx'];
      if (wrong > 0) throw new Error(`${load.url}: ${wrong} requests were not answered well.`);
      (seen[at] as number[]).push((result['2xx'] + result['3xx']) / result.duration);
    }
  return seen.map((each) => {
    const sorted = each.toSorted((a, b) => a - b);
    const middle = middleOf(sorted);
    return { middle, spread: ((sorted.at(-1) as number) - (sorted[0] as number)) / middle };
  });
}

export function middleOf(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[half] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

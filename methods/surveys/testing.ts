/** Invented samples for tests. */
import { seededRandom } from '@upwell/deliberation';
import { type Margin, prepareSample, type Sample, type SampleOptions } from './sample.ts';

export function sampleOf(margins: readonly Margin[], options?: SampleOptions): Sample {
  const prepared = prepareSample(margins, options);
  if (!prepared.ok) throw new Error(prepared.message);
  return prepared.value;
}

/** People in random categories of several margins, with targets that can be met (from other random people). */
export function randomMargins(people: number, categories: readonly number[], seed: number): Margin[] {
  const random = seededRandom(seed);
  const draw = (count: number) =>
    Array.from(categories, (k) => Array.from({ length: count }, () => Math.floor(random() ** 1.5 * k)));
  const sample = draw(people);
  const population = draw(people * 5);
  return categories.map((k, m) => {
    const targets: Record<string, number> = {};
    for (let c = 0; c < k; c += 1) {
      const here = sample[m]!.includes(c);
      if (here) targets[`c${c}`] = 1 + population[m]!.filter((code) => code === c).length;
    }
    return { name: `m${m}`, targets, values: sample[m]!.map((code) => `c${code}`) };
  });
}

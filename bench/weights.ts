/** What raking costs, against the plain way in the same run, and how the cost grows. */
import { seededRandom } from '@upwell/deliberation';
import { estimate, jackknife, type Margin, prepareSample, rake, type Sample } from '@upwell/surveys';
import type { Bench, Row } from './opinions.ts';

function processorTime<T>(times: number, work: () => T): { ms: number; result: T } {
  let best = Number.POSITIVE_INFINITY;
  let result: T | undefined;
  for (let i = 0; i < times; i += 1) {
    const before = process.cpuUsage();
    result = work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return { ms: best, result: result as T };
}

/** Replies whose make-up differs from the population's on every margin. */
function replies(people: number, categories: readonly number[]): Margin[] {
  const random = seededRandom(7);
  return categories.map((k, m) => {
    const values = Array.from({ length: people }, () => `c${Math.floor(random() ** 1.4 * k)}`);
    const targets = Object.fromEntries(Array.from({ length: k }, (_, c) => [`c${c}`, 1_000_000 / k]));
    return { name: `margin ${m + 1}`, targets, values };
  });
}

/** The plain way: a map of sums by category name for every margin in every round, one person at a time. */
function plainRake(margins: readonly Margin[]): number[] {
  const people = margins[0]!.values.length;
  const weights = new Array<number>(people).fill(1);
  for (let round = 0; round < 1000; round += 1) {
    let off = 0;
    for (const { targets, values } of margins) {
      const sums = new Map<string, number>();
      values.forEach((category, i) => {
        sums.set(category!, (sums.get(category!) ?? 0) + weights[i]!);
      });
      for (const [category, sum] of sums) off = Math.max(off, Math.abs(targets[category]! / sum - 1));
      values.forEach((category, i) => {
        weights[i]! *= targets[category!]! / sums.get(category!)!;
      });
    }
    if (off <= 1e-10) break;
  }
  return weights;
}

function prepared(margins: readonly Margin[]): Sample {
  const sample = prepareSample(margins);
  if (!sample.ok) throw new Error(sample.message);
  return sample.value;
}

const EIGHT = [2, 6, 5, 4, 9, 3, 5, 4];

export async function run(): Promise<Bench> {
  const rows: Row[] = [];
  let before: number | undefined;
  for (const people of [5_000, 50_000, 200_000]) {
    const margins = replies(people, EIGHT);
    const { ms } = processorTime(3, () => rake(prepared(margins)));
    const row: Row = { what: `${people.toLocaleString('en-GB')} replies, 8 margins, raked to 1e-10`, ms };
    if (people === 50_000) {
      const plain = processorTime(1, () => plainRake(margins));
      Object.assign(row, { baseline: 'the plain way, this run', baselineMs: plain.ms, ratio: plain.ms / ms });
    }
    if (before !== undefined) row.note = `${(ms / before).toFixed(1)} × the smaller one`;
    before = ms;
    rows.push(row);
  }
  const sample = prepared(replies(50_000, EIGHT));
  const raked = rake(sample);
  const random = seededRandom(9);
  const answers = Float64Array.from({ length: 50_000 }, () => (random() < 0.3 ? 1 : 0));
  if (raked.ok) {
    const { ms } = processorTime(1, () => estimate(sample, raked.value.weights, { answers }));
    rows.push({ what: '50,000 replies, 8 margins, one estimate with its error', ms });
  }
  const panel = prepared(replies(1500, [6, 4]));
  const panelAnswers = answers.subarray(0, 1500);
  const { ms } = processorTime(3, () => jackknife(panel, { answers: panelAnswers }));
  rows.push({ what: '1,500 replies, 2 margins, jackknife with 1,500 replicates raked again', ms });
  return { title: 'Survey weights (processor time, one thread)', rows };
}

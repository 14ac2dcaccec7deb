/** What the command says, in words and in full. */
import { wholeNumber } from '@upwell/deliberation';
import type { WeightsValues } from './command.ts';
import { type Design, type Estimate, estimate } from './estimate.ts';
import { jackknife } from './jackknife.ts';
import { type WeightQuality, weightQuality } from './quality.ts';
import { rake } from './rake.ts';
import { numbersOf, type Replies } from './read-replies.ts';
import { give, type Outcome, refuse } from './refusal.ts';
import { type Margin, prepareSample, type Sample } from './sample.ts';
import { rakeCapped, rakeThenTrim, type Trimmed } from './trim.ts';
import {
  amountInWords,
  marginsInWords,
  PANEL_CAUTION,
  qualityInWords,
  shareInWords,
  trimmingInWords,
} from './words.ts';

export interface Told {
  words: string[];
  everything: Record<string, unknown>;
  weightsCsv: string;
}

const CROSS = ' × ';

export function tellWeights(replies: Replies, stored: unknown, values: WeightsValues): Outcome<Told> {
  const margins = marginsFrom(replies, stored);
  if (!margins.ok) return margins;
  const start = values.weight === undefined ? undefined : numbersOf(replies, values.weight);
  if (start !== undefined && !start.ok) return start;
  const prepared = prepareSample(margins.value, {
    start: start?.value,
    missing: values.missing as 'refuse' | 'own-category',
    totals: values.totals as 'refuse' | 'scale',
  });
  if (!prepared.ok) {
    // The package counts replies; the person who made the file counts lines.
    const row = /^Reply (\d+) /.exec(prepared.message);
    return row === null ? prepared : { ...prepared, line: replies.lines[Number(row[1]) - 1] };
  }
  const sample = prepared.value;
  const weighted = weigh(sample, values);
  if (!weighted.ok) return weighted;
  const { weights, trimmed, reached } = weighted.value;
  const design = designFrom(replies, values);
  if (!design.ok) return design;
  const questions: Asked[] = [];
  for (const of of ['mean', 'total'] as const) {
    for (const column of of === 'mean' ? values.question : values.total) {
      const asked = ask(replies, sample, weights, column, of, design.value, trimmed !== undefined);
      if (!asked.ok) return asked;
      questions.push(asked.value);
    }
  }
  const quality = weightQuality(weights);
  const shares = sharesOf(sample);
  return give({
    words: inWords(replies, quality, trimmed, shares, questions),
    everything: {
      input: {
        replies: sample.people,
        rejectedRows: { count: replies.rejections.count, first: replies.rejections.first },
      },
      quality,
      trimmed: trimmed === undefined ? null : { cap: trimmed.cap, capped: trimmed.capped, furthest: trimmed.furthest },
      shares,
      reached,
      questions,
      weights,
    },
    weightsCsv: `weight\n${Array.from(weights, (weight) => Number(weight.toPrecision(10))).join('\n')}\n`,
  });
}

/** {"age": {…}} or {"margins": {"age": {…}}}; "age × sex" crosses columns. */
function marginsFrom(replies: Replies, stored: unknown): Outcome<Margin[]> {
  const isMap = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const given = isMap(stored) && isMap(stored.margins) ? stored.margins : stored;
  if (!isMap(given)) return refuse('unknown-format', 'The margins must be {"column": {"category": count}}.');
  const margins: Margin[] = [];
  for (const [name, targets] of Object.entries(given)) {
    const wrong = isMap(targets)
      ? Object.entries(targets).find(([, value]) => typeof value !== 'number')
      : ['', targets];
    if (wrong !== undefined)
      return refuse('unknown-format', `The margin "${name}" must give a number for each category.`, {
        margin: name,
        category: String(wrong[0]),
      });
    const columns = replies.columns.has(name) ? [name] : name.split(CROSS);
    const parts = columns.map((column) => replies.columns.get(column));
    const absent = columns.find((_, at) => parts[at] === undefined);
    if (absent !== undefined)
      return refuse('unknown-column', `The replies have no column "${absent}".`, { margin: name });
    const values = replies.lines.map((_, i) => {
      const each = parts.map((part) => part![i]!);
      return each.includes('') ? '' : each.join(CROSS);
    });
    margins.push({ name, targets: targets as Record<string, number>, values });
  }
  return give(margins);
}

function weigh(
  sample: Sample,
  values: WeightsValues,
): Outcome<{ weights: Float64Array; trimmed?: Trimmed; reached: unknown }> {
  if (values.cap === undefined) {
    const raked = rake(sample);
    return raked.ok ? give({ weights: raked.value.weights, reached: raked.value.reached }) : raked;
  }
  const times = Number(values.cap);
  const found = values['cap-rule'] === 'inside' ? rakeCapped(sample, times) : rakeThenTrim(sample, times);
  return found.ok ? give({ weights: found.value.weights, trimmed: found.value, reached: found.value.reached }) : found;
}

function designFrom(replies: Replies, values: WeightsValues): Outcome<Design> {
  const sampledFraction = Number(values.sampled);
  if (!(sampledFraction >= 0 && sampledFraction <= 1)) return refuse('bad-option', '--sampled must be from 0 to 1.');
  for (const column of [values.cluster, values.stratum]) {
    if (column !== undefined && !replies.columns.has(column))
      return refuse('unknown-column', `The replies have no column "${column}".`);
  }
  const column = (name?: string) => (name === undefined ? undefined : replies.columns.get(name));
  return give({ clusters: column(values.cluster), strata: column(values.stratum), sampledFraction });
}

interface Asked {
  column: string;
  of: 'mean' | 'total';
  share: boolean;
  linearised: Estimate;
  /** Absent for capped weights, for very many people, and where dropping one person or cluster makes the margins impossible. */
  jackknife?: Estimate;
}

/** Replicates are left out where people × cells × margins exceed this: they would take longer than they tell. */
const MOST_REPLICATE_WORK = 5e7;

function ask(
  replies: Replies,
  sample: Sample,
  weights: Float64Array,
  column: string,
  of: 'mean' | 'total',
  design: Design,
  capped: boolean,
): Outcome<Asked> {
  const answers = numbersOf(replies, column);
  if (!answers.ok) return answers;
  const question = { answers: answers.value, of };
  const linearised = estimate(sample, weights, question, design);
  if (!linearised.ok) return linearised;
  const work = sample.people * sample.cells * sample.margins.length;
  const repeated = capped || work > MOST_REPLICATE_WORK ? undefined : jackknife(sample, question, design);
  const share = of === 'mean' && answers.value.every((y) => Number.isNaN(y) || y === 0 || y === 1);
  return give({
    column,
    of,
    share,
    linearised: linearised.value,
    jackknife: repeated?.ok ? repeated.value : undefined,
  });
}

function sharesOf(sample: Sample) {
  const mass = sample.mass.reduce((a, b) => a + b, 0);
  return sample.margins.flatMap(({ name, categories, codes, target }) => {
    const sum = new Float64Array(categories.length);
    for (let c = 0; c < sample.cells; c += 1) sum[codes[c]!]! += sample.mass[c]!;
    return categories.map((category, g) => ({
      margin: name,
      category,
      sample: sum[g]! / mass,
      population: target[g]! / sample.total,
    }));
  });
}

function inWords(
  { rejections }: Replies,
  quality: WeightQuality,
  trimmed: Trimmed | undefined,
  shares: ReturnType<typeof sharesOf>,
  questions: Asked[],
): string[] {
  const lines: string[] = [];
  if (rejections.count > 0) {
    lines.push(`${wholeNumber(rejections.count)} rows were left out:`);
    for (const { line, reason } of rejections.first.slice(0, 5)) lines.push(`  line ${line}: ${reason}`);
    lines.push('');
  }
  lines.push(...qualityInWords(quality), ...(trimmed === undefined ? [] : trimmingInWords(trimmed)));
  lines.push('', 'Before weighting:', ...marginsInWords(shares));
  for (const { column, share, linearised } of questions) {
    lines.push('', `${column}: ${share ? shareInWords(linearised) : amountInWords(linearised)}`);
  }
  return [...lines, '', PANEL_CAUTION];
}

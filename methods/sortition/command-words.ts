import type { DrawOutcome, PublishedDraw } from './draw/protocol.ts';
import type { Lottery } from './lottery/lottery.ts';
import type { Problem } from './model.ts';
import { fairnessOf, valueReport } from './report.ts';
import type { Fault } from './result.ts';

export interface Told {
  readonly problem: Problem;
  readonly lottery: Lottery;
  readonly notes: readonly Fault[];
  /** Ids of a test selection, if one was asked for. */
  readonly test: readonly string[] | undefined;
  readonly published: PublishedDraw | undefined | '';
}

const percent = (p: number) => `${(100 * p).toFixed(2)} %`;

/** The lottery as people would tell it, a line at a time. */
export function* lotteryInWords({ problem, lottery, notes, test, published }: Told): Iterable<string> {
  const { certificate } = lottery;
  const out = new Set(lottery.uncovered);
  const fair = fairnessOf(lottery.probabilities.filter((_, i) => !out.has(lottery.kinds.people[i]!)));
  yield `A panel of ${problem.size} from ${problem.people.length} people: ${lottery.panels.length} possible panels, drawn by lottery (${certificate.objective}).`;
  yield `Everyone who can be selected has a chance between ${percent(fair.lowest)} and ${percent(fair.highest)}; on average ${percent(fair.mean)}.`;
  yield certificate.unproved === undefined
    ? `Proved: ${promise(lottery)} (certified gap ${certificate.gap.toExponential(1)}).`
    : `Not proved to the end (${certificate.unproved}): the lottery is within ${certificate.gap.toExponential(1)} of the proven bound.`;
  if (certificate.cuts > 0) yield `${certificate.cuts} limits had to be proved that averages alone do not show.`;
  if (out.size > 0) yield `${out.size} people are on no panel that meets the quotas: ${lottery.uncovered.join(', ')}.`;
  for (const fault of notes) yield `Note: ${fault.message}`;
  if (published) yield `Published for a public draw: root ${published.root}, lottery ${published.portfolioHash}.`;
  if (test === undefined) return;
  yield '';
  yield 'TEST SELECTION, not a draw:';
  for (const id of test) yield `  ${id}`;
  for (const row of valueReport(problem, test)) {
    yield `  ${row.feature} ${row.value}: ${row.selected} (target ${row.min} to ${row.max}; pool ${row.pool})${row.withinTarget ? '' : ' OUTSIDE TARGET'}`;
  }
}

function promise({ certificate }: Lottery): string {
  switch (certificate.objective) {
    case 'leximin':
      return `no lottery gives everyone more than ${percent(certificate.bound)}, and none does better level by level`;
    case 'maximin':
      return `no lottery gives everyone more than ${percent(certificate.bound)}`;
    case 'nash':
      return `no lottery has a larger product of chances (geometric mean at most ${percent(certificate.bound)})`;
    case 'minimax':
      return `no lottery keeps every chance below ${percent(certificate.bound)}`;
    default:
      return `no lottery balances lowest and highest chances better (${certificate.bound.toFixed(4)})`;
  }
}

/** Everything, ready to be written as JSON. */
export function lotteryJson({ problem, lottery, notes, test, published }: Told): object {
  const { kinds, certificate } = lottery;
  const { weights, ...rest } = certificate;
  return {
    ok: true,
    size: problem.size,
    pool: problem.people.length,
    certificate: {
      ...rest,
      weights: weights && Object.fromEntries(kinds.people.map((id, i) => [id, weights[i]]).filter(([, w]) => w !== 0)),
    },
    fairness: fairnessOf(lottery.probabilities),
    uncovered: lottery.uncovered,
    probabilities: Object.fromEntries(kinds.people.map((id, i) => [id, lottery.probabilities[i]])),
    kinds: kinds.kinds.map((kind) => kind.members.map((i) => kinds.people[i])),
    panels: lottery.panels.map((panel, p) => ({
      chance: lottery.chances[p],
      counts: [...panel].flatMap((count, t) => (count > 0 ? [[t, count]] : [])),
    })),
    notes,
    testSelection: test,
    published: published || undefined,
  };
}

export function* drawnInWords(outcome: DrawOutcome, published: PublishedDraw): Iterable<string> {
  yield `Seed ${outcome.seed}`;
  yield `Ticket ${outcome.ticket} of ${2 ** 32}: panel ${outcome.panel + 1} of ${published.panels.length}. Selected:`;
  for (const pseudonym of outcome.selected) yield `  ${pseudonym}`;
}

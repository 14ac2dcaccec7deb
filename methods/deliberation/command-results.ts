/** What the command says, in words and in full. */
import { compatibleGroups, withinPolisLimits } from './compatible.ts';
import { consensusStatements, groupAwareConsensus, statementPriorities } from './consensus.ts';
import { coordinationFlags, type Flag } from './coordination.ts';
import { type Coverage, coverage } from './coverage.ts';
import type { Rejections } from './csv.ts';
import { describeMap } from './describe.ts';
import { percent, wholeNumber } from './figures.ts';
import { countGroupVotes, labelsByRow } from './group-votes.ts';
import { compareIds } from './ids.ts';
import { opinionMap } from './opinion-map.ts';
import { statementPositions } from './positions.ts';
import type { ReadStatements } from './read-statements.ts';
import type { ReadVotes } from './read-votes.ts';
import { give, type Outcome } from './refusal.ts';
import { chooseRepresentative, representativeness } from './representative.ts';
import { statementResults, typicalStatements } from './statement-results.ts';
import { setAside, type VoteMatrix, voteMatrix } from './votes.ts';

export interface Told {
  words: string[];
  everything: Record<string, unknown>;
}

export interface CommandInput {
  votes: ReadVotes;
  statements?: ReadStatements;
  seed: number;
  smallest: number;
}

export interface Who {
  /** Characteristic → person → category. */
  declared: Map<string, Map<string, string>>;
  population: Record<string, Record<string, number>>;
}

function moderationOf(statements?: ReadStatements) {
  const list = statements?.statements ?? [];
  return {
    rejected: list.filter((s) => s.moderated === -1).map((s) => s.id),
    meta: list.filter((s) => s.meta).map((s) => s.id),
  };
}

function inputFacts(input: CommandInput, matrix: VoteMatrix) {
  const told = (r?: Rejections) => ({ count: r?.count ?? 0, first: r?.first ?? [] });
  return {
    people: matrix.people.length,
    statements: matrix.statements.length,
    votes: matrix.cell.length,
    replaced: matrix.replaced,
    contradictory: matrix.contradictory,
    statementsWithoutVotes: withoutVotes(input, matrix),
    rejectedRows: told(input.votes.rejections),
    rejectedStatementRows: told(input.statements?.rejections),
  };
}

function withoutVotes({ statements }: CommandInput, matrix: VoteMatrix): string[] {
  const seen = new Set(matrix.statements);
  return (statements?.statements ?? []).flatMap(({ id }) => (seen.has(id) ? [] : [id])).sort(compareIds);
}

function rejectionLines(input: CommandInput): string[] {
  const { rejections } = input.votes;
  if (rejections.count === 0) return [];
  return [
    `${wholeNumber(rejections.count)} rows were left out:`,
    ...rejections.first.slice(0, 5).map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(rejections.count > 5 ? [`  and ${wholeNumber(rejections.count - 5)} more`] : []),
    '',
  ];
}

export function stableResult(input: CommandInput, who?: Who): Outcome<Told> {
  const matrix = voteMatrix(input.votes.log, 'id');
  if (!matrix.ok) return matrix;
  const found = opinionMap(matrix.value, {
    moderation: moderationOf(input.statements),
    seed: input.seed,
    smallestShown: input.smallest,
  });
  if (!found.ok) return found;
  const map = found.value;
  const missing: Coverage[] = [];
  for (const [name, population] of Object.entries(who?.population ?? {})) {
    const one = coverage(matrix.value.people, { name, declared: who!.declared.get(name)!, population });
    if (!one.ok) return one;
    missing.push(one.value);
  }
  const labels = labelsByRow(matrix.value.people.length, map.inside, map.label);
  const flags = coordinationFlags(matrix.value, input.votes.log, {
    labels: map.groups.length > 0 ? labels : undefined,
  });
  const unseen = withoutVotes(input, matrix.value);
  const texts = new Map(input.statements?.statements.map((s) => [s.id, s.text]));
  return give({
    words: [
      ...rejectionLines(input),
      ...describeMap(map, texts),
      ...(unseen.length === 0
        ? []
        : [
            '',
            `${unseen.length === 1 ? '1 statement has' : `${wholeNumber(unseen.length)} statements have`} no votes yet.`,
          ]),
      ...missing.flatMap(coverageLines),
      ...flagLines(flags),
    ],
    everything: {
      mode: 'stable',
      seed: input.seed,
      input: inputFacts(input, matrix.value),
      verdict: map.verdict,
      reason: map.reason ?? null,
      groups: map.groups,
      candidates: map.candidates.map(({ stability: { person, ...stability }, ...rest }) => ({ ...rest, stability })),
      tests: map.tests,
      components: componentsOf(map.components, map.matrix),
      people: Array.from(map.inside, (row, i) => ({
        id: matrix.value.people[row],
        position: [map.positions.x[row], map.positions.y[row]],
        group: map.groups[map.label[i] ?? -1]?.name ?? null,
        stability: map.personStability[i] ?? null,
      })),
      statements: statementResults(map),
      typical: typicalStatements(map).map((list) =>
        list.map(({ column, ...rest }) => ({ statement: matrix.value.statements[column], ...rest })),
      ),
      coverage: missing,
      flags,
    },
  });
}

function componentsOf(
  components: { mean: Float64Array; loadings: Float64Array[]; variance: number[]; totalVariance: number },
  matrix: VoteMatrix,
) {
  return {
    variance: components.variance,
    totalVariance: components.totalVariance,
    statements: matrix.statements.map((id, column) => ({
      id,
      mean: components.mean[column],
      loadings: components.loadings.map((w) => w[column]),
    })),
  };
}

function coverageLines({ name, categories, declared, notDeclared }: Coverage): string[] {
  const lines = ['', `Who took part, by ${name} (${declared} said, ${notDeclared} did not):`];
  for (const c of categories) {
    const here = c.share === undefined ? 'nobody' : percent(c.share.value);
    const finding = {
      absent: ': nobody at all',
      'too-few': ': too few',
      'too-many': ': more than their share',
      'in-line': '',
    };
    lines.push(`  ${c.category}: ${here}, in the population ${percent(c.expected)}${finding[c.finding]}`);
  }
  return lines;
}

function flagLines(flags: Flag[]): string[] {
  if (flags.length === 0) return [];
  const lines = ['', 'Worth a look (nothing was left out because of this):'];
  for (const flag of flags.slice(0, 10)) {
    if (flag.kind === 'same-votes') lines.push(`  ${flag.people.length} people cast the same ${flag.votes} votes.`);
    if (flag.kind === 'faster-than-reading')
      lines.push(`  One person cast ${flag.votes} votes, one every ${(flag.medianGap / 1000).toFixed(1)} seconds.`);
    if (flag.kind === 'arrived-together')
      lines.push(
        `  ${flag.people.length} people came within ${flag.length / 1000} seconds, where ${flag.usual.toFixed(1)} are usual.`,
      );
  }
  if (flags.length > 10) lines.push(`  and ${flags.length - 10} more`);
  return lines;
}

export function compatibleResult(input: CommandInput): Outcome<Told> {
  // One row a person has no times: Polis's order of first votes is then that of ids.
  const built = voteMatrix(input.votes.log, input.votes.shape === 'votes' ? 'appearance' : 'id');
  if (!built.ok) return built;
  const matrix = withinPolisLimits(built.value);
  const aside = setAside(matrix, moderationOf(input.statements));
  const found = compatibleGroups(matrix, aside);
  const votes = countGroupVotes(matrix, labelsByRow(matrix.people.length, found.inside, found.label), found.k);
  const stats = representativeness(votes);
  const product = groupAwareConsensus(votes);
  const { extremity } = statementPositions(found.components, aside);
  const priority = statementPriorities(
    votes,
    extremity,
    aside.map((mark) => (mark === 2 ? 1 : 0)),
  );
  const id = (column: number) => matrix.statements[column];
  const consensus = consensusStatements(matrix, aside);
  const sizes = new Array<number>(found.k).fill(0);
  for (const g of found.label) sizes[g]! += 1;
  return give({
    words: [
      ...rejectionLines(input),
      `${wholeNumber(matrix.people.length)} people, ${wholeNumber(found.inside.length)} of them in the analysis.`,
      `${found.k} groups, as one cold start of Polis forms them: ${sizes.map(wholeNumber).join(', ')} people.`,
      'Another order of the same votes may give other groups; without --mode compatible the answer is the same in any order.',
    ],
    everything: {
      mode: 'compatible',
      input: inputFacts(input, matrix),
      k: found.k,
      silhouetteByK: found.silhouetteByK,
      components: componentsOf(found.components, matrix),
      people: Array.from(found.inside, (row, i) => ({
        id: matrix.people[row],
        position: [found.positions.x[row], found.positions.y[row]],
        group: found.label[i],
      })),
      statements: matrix.statements.map((statement, column) => ({
        id: statement,
        setAside: aside[column] !== 0,
        consensus: product.agree[column],
        consensusAgainst: product.disagree[column],
        extremity: extremity[column],
        priority: priority[column],
        byGroup: stats.map((group) => group[column]),
      })),
      representative: stats.map((group) =>
        chooseRepresentative(group, aside).map(({ column, ...rest }) => ({ statement: id(column), ...rest })),
      ),
      consensus: {
        agree: consensus.agree.map(({ column, ...rest }) => ({ statement: id(column), ...rest })),
        disagree: consensus.disagree.map(({ column, ...rest }) => ({ statement: id(column), ...rest })),
      },
    },
  });
}

/** One check a field of the opinion-map data's `expected.json` and `production.json`. A field without one is a failure. */
import {
  type CompatibleGroups,
  compatibleGroups,
  setAside,
  silhouettes,
  statementPositions,
  type VoteMatrix,
} from '@upwell/deliberation';
import { difference, isRecord, type Tolerance } from './compare-values.ts';
import type { Case } from './polis.ts';
import {
  type GivenGroups,
  groupAnswers,
  groupsFromLabels,
  groupsFromMembers,
  groupsOf,
  type Json,
  labelsOf,
  movedFrom,
  pcaAnswer,
  pointsInside,
  priorityAnswer,
  randBetween,
  searched,
  shuffledGroups,
  signsLike,
  sizesOf,
  voteTotals,
  withinSquares,
} from './polis-answers.ts';

// Values are stored to ten significant digits; the rest is what the data's README allows.
const EXACT: Tolerance = { absolute: 1e-8, relative: 6e-10 };
const SINGLE: Tolerance = { absolute: 1e-8, relative: 1e-5 };
const LOADINGS: Tolerance = { absolute: 1e-6, relative: 0 };
const POSITIONS: Tolerance = { absolute: 1e-5, relative: 1e-6 };

export interface Conversation {
  matrix: VoteMatrix;
  aside: Uint8Array;
  rejected: string[];
  events: number;
  exported: GivenGroups;
  ours: CompatibleGroups;
}

export type Say = (name: string, found: string | undefined) => Case;
type Check = (c: Conversation, value: unknown, expected: Json, say: Say) => Iterable<Case>;

const compare = (ours: (c: Conversation, expected: Json) => unknown, tolerance: Tolerance = EXACT): Check =>
  function* (c, value, expected, say) {
    yield say('', difference(value, ours(c, expected), tolerance));
  };

const counted = (field: string, tolerance?: Tolerance) =>
  compare((c, expected) => groupAnswers(c.matrix, c.aside, given(expected))[field], tolerance);

const given = (expected: Json) => groupsFromMembers(expected.groups as { id: number; members: unknown[] }[]);
const numeric = (ids: Iterable<string>) => [...ids].map(Number).sort((a, b) => a - b);

const ROW_ORDERS = [
  'participants in order of first vote, statements in order of first vote',
  'participants and statements in id order',
];

export const CHECKS: Record<string, Check> = {
  about: function* (_c, value, _e, say) {
    yield say('', typeof value === 'string' ? undefined : 'expected a sentence');
  },
  conventions: function* (_c, value, _e, say) {
    const known = isRecord(value) ? value : {};
    const unknown = Object.keys(known).find(
      (key) => !['vote', 'last_vote_wins', 'row_order', 'sign', 'moderated_out'].includes(key),
    );
    const order = ROW_ORDERS.some((text) => String(known.row_order).startsWith(text));
    const signs = String(known.vote).startsWith('+1 agree, -1 disagree, 0 pass');
    const found =
      unknown !== undefined
        ? `"${unknown}" is not known`
        : !order
          ? 'row_order is not known'
          : !signs
            ? 'vote signs are not known'
            : known.last_vote_wins === true
              ? undefined
              : 'last_vote_wins is not known';
    yield say('', found);
  },
  counts: compare((c) => ({
    participants: c.matrix.people.length,
    participants_in: c.ours.inside.length,
    statements_with_votes: c.matrix.statements.length,
    statements_moderated_out_with_votes: c.aside.filter((mark) => mark !== 0).length,
    votes_rows: c.events,
    votes_last_only: c.matrix.cell.length,
  })),
  participants_in: compare((c) => numeric(Array.from(c.ours.inside, (row) => c.matrix.people[row]!))),
  statement_ids: compare((c) => c.matrix.statements.map(Number)),
  moderated_out: compare((c) => numeric(c.rejected)),
  vote_totals: compare((c) => voteTotals(c.matrix)),
  pca: function* (c, value, _e, say) {
    const ours = pcaAnswer(c.matrix, c.aside, c.ours, value as Json);
    for (const [key, theirs] of Object.entries(value as Json)) {
      const tolerance = key === 'centre_by_statement' ? EXACT : LOADINGS;
      yield say(key, key in ours ? difference(theirs, ours[key], tolerance) : 'this field is not known');
    }
  },
  projection_by_participant: compare((c, expected) => {
    const signs = signsLike(c.ours, c.matrix, (expected.pca as Json).components_by_statement as Json);
    const at = (row: number) => [signs[0]! * c.ours.positions.x[row]!, signs[1]! * c.ours.positions.y[row]!];
    return Object.fromEntries(Array.from(c.ours.inside, (row) => [c.matrix.people[row]!, at(row)]));
  }, POSITIONS),
  base_cluster_count: compare((c) => c.ours.baseClusters.centre.x.length),
  silhouette_by_k: compare((c) => ({ ...c.ours.silhouetteByK }), POSITIONS),
  k: compare((c) => c.ours.k),
  groups: compare((c, expected) => {
    const signs = signsLike(c.ours, c.matrix, (expected.pca as Json).components_by_statement as Json);
    return Array.from({ length: c.ours.k }, (_, g) => {
      const rows = Array.from(c.ours.inside).filter((_row, i) => c.ours.label[i] === g);
      return {
        id: g,
        size: rows.length,
        base_clusters: c.ours.baseClustersByGroup[g],
        centre: [signs[0]! * c.ours.centre.x[g]!, signs[1]! * c.ours.centre.y[g]!],
        members: numeric(rows.map((row) => c.matrix.people[row]!)),
      };
    });
  }, POSITIONS),
  group_votes_columns: counted('group_votes_columns'),
  group_votes: counted('group_votes'),
  group_aware_consensus: counted('group_aware_consensus'),
  group_aware_consensus_disagree: counted('group_aware_consensus_disagree'),
  repness_stats: counted('repness_stats'),
  representative_statements: counted('representative_statements', SINGLE),
  consensus_statements: counted('consensus_statements'),
  statement_extremity: compare((c) => {
    const { extremity } = statementPositions(c.ours.components, c.aside);
    return Object.fromEntries(c.matrix.statements.map((id, column) => [id, extremity[column]]));
  }, POSITIONS),
  statement_priority_non_meta: compare((c, expected) =>
    priorityAnswer(c.matrix, given(expected), expected.statement_extremity as Json, () => false),
  ),
  polis_export_live_run: compare((c) => ({
    k: c.exported.ids.length,
    sizes: sizesOf(c.exported),
    group_by_participant: Object.fromEntries(
      [...c.exported.of].map(([person, g]) => [person, Number(c.exported.ids[g])]),
    ),
  })),
  agreement_between_engines: compare((c, expected) => {
    const cold = groupsOf(c.matrix.people, c.ours);
    const live = randBetween(cold, c.exported);
    const redDwarf = randBetween(cold, groupsFromLabels((expected.red_dwarf as Json).group_by_participant as Json));
    return {
      adjusted_rand_cold_start_vs_export: live.index,
      participants_compared_export: live.people,
      adjusted_rand_cold_start_vs_red_dwarf: redDwarf.index,
      participants_compared_red_dwarf: redDwarf.people,
    };
  }),
  red_dwarf: secondEngine,
  kmeans_global_search: globalSearch,
  row_order_sensitivity_of_polis: function* (c, value, _e, say) {
    const { k_after_shuffles: times } = value as { k_after_shuffles: number[] };
    const cold = groupsOf(c.matrix.people, c.ours);
    const runs = times.map((_, i) => shuffledGroups(c.matrix, c.aside, i + 1));
    const ours = {
      about: (value as Json).about,
      k_unshuffled: c.ours.k,
      k_after_shuffles: runs.map((run) => run.k),
      adjusted_rand_vs_unshuffled: runs.map((run) => randBetween(cold, run.groups).index),
    };
    yield say('', difference(value, ours, EXACT));
  },
};

/** Red-dwarf's groups come from another library's seeded k-means and are taken as given; all it counted from them is checked. */
function* secondEngine(c: Conversation, value: unknown, expected: Json, say: Say): Iterable<Case> {
  const theirs = value as Json;
  const groups = groupsFromLabels(theirs.group_by_participant as Json);
  const counts = groupAnswers(c.matrix, c.aside, groups);
  const centres = (expected.groups as { centre: number[] }[]).map((g) => g.centre);
  const signs = signsLike(c.ours, c.matrix, (expected.pca as Json).components_by_statement as Json);
  const { points, people } = pointsInside(c.matrix, c.ours);
  const ours: Json = {
    random_state: theirs.random_state,
    k: groups.ids.length,
    sizes: sizesOf(groups),
    group_by_participant: Object.fromEntries(
      people.map((person) => [person, Number(groups.ids[groups.of.get(person) ?? -1])]),
    ),
    explained_variance: c.ours.components.variance,
    consensus_statements: counts.consensus_statements,
    representative_statements: counts.representative_statements,
    forced_to_reference_k_from_reference_centres: {
      adjusted_rand_vs_cold_start: randBetween(
        given(expected),
        movedFrom(points, people, {
          // The two coordinates stand exchanged in the reference run; only so are its figures had (all conversations).
          x: Float64Array.from(centres, (centre) => signs[0]! * centre[1]!),
          y: Float64Array.from(centres, (centre) => signs[1]! * centre[0]!),
        }),
      ).index,
    },
  };
  for (const [key, field] of Object.entries(theirs)) {
    const tolerance = key === 'representative_statements' ? SINGLE : EXACT;
    yield say(key, key in ours ? difference(field, ours[key], tolerance) : 'this field is not known');
  }
}

/** The stable search must reach what 200 restarts reach, for every number of groups, or better. */
function* globalSearch(c: Conversation, value: unknown, expected: Json, say: Say): Iterable<Case> {
  const { points, people } = pointsInside(c.matrix, c.ours);
  const reference = given(expected);
  const { label } = labelsOf(people, reference);
  const k = reference.ids.length;
  const grouping = { label: Uint8Array.from(label), k };
  for (const [key, field] of Object.entries(value as Json)) {
    if (key === 'method') yield say(key, typeof field === 'string' ? undefined : 'expected a sentence');
    else if (key === 'reference_partition') {
      const ours = {
        within_sum_of_squares: withinSquares(points, label, k),
        silhouette_over_people: silhouettes(points, [grouping]).values[0],
      };
      yield say(key, difference(field, ours, POSITIONS));
    } else if (key === 'by_k') {
      for (const [groups, theirs] of Object.entries(field as Record<string, Json>)) {
        yield say(`k = ${groups}`, asGood(searched(points, people, Number(groups)), theirs, reference));
      }
    } else yield say(key, 'this field is not known');
  }
}

function asGood(ours: ReturnType<typeof searched>, theirs: Json, reference: GivenGroups): string | undefined {
  if (ours === undefined) return 'no such grouping was found';
  const unknown = Object.keys(theirs).find(
    (key) => !['within_sum_of_squares', 'silhouette_over_people', 'sizes', 'adjusted_rand_vs_reference'].includes(key),
  );
  if (unknown !== undefined) return `field "${unknown}" is not known`;
  const squares = Number(theirs.within_sum_of_squares);
  const reached = ours.partition.withinSquares;
  if (reached > squares * (1 + 1e-8)) return `within-group sum of squares ${reached} is worse than ${squares}`;
  // A lower sum of squares is another grouping, so its sizes, overlap and silhouette are its own.
  if (reached < squares * (1 - 1e-8)) return undefined;
  return difference(
    theirs,
    {
      within_sum_of_squares: reached,
      silhouette_over_people: ours.silhouette,
      sizes: Array.from(ours.partition.size),
      adjusted_rand_vs_reference: randBetween(reference, ours.groups).index,
    },
    POSITIONS,
  );
}

/** What the live service had stored: its groups are given, everything counted from them is checked. */
export function* liveAnswers(c: Conversation, stored: Json, say: Say): Iterable<Case> {
  const groups = groupsFromMembers(stored.groups as { id: number; members: unknown[] }[]);
  const meta = new Set((stored.meta as unknown[] | undefined)?.map(String));
  const out = ((stored.moderated_out as unknown[] | undefined) ?? []).map(String);
  const aside = setAside(c.matrix, { rejected: out, meta });
  const counts = groupAnswers(c.matrix, aside, groups);
  const live = compatibleGroups(c.matrix, aside);
  const extremity = statementPositions(live.components, aside).extremity;
  const ours: Json = {
    about: stored.about,
    groups: (stored.groups as Json[]).map((g) => ({
      id: g.id,
      size: (g.members as unknown[]).length,
      members: g.members,
    })),
    participants_in: numeric(groups.of.keys()),
    statement_ids: numeric(c.matrix.statements),
    moderated_out: numeric(new Set([...c.rejected, ...meta])),
    meta: numeric(meta),
    group_votes_columns: counts.group_votes_columns,
    group_votes: counts.group_votes,
    group_aware_consensus: counts.group_aware_consensus,
    representative_statements: counts.representative_statements,
    consensus_statements: counts.consensus_statements,
    statement_priority: priorityAnswer(c.matrix, groups, stored.statement_extremity as Json, (id) => meta.has(id)),
    statement_extremity: Object.fromEntries(c.matrix.statements.map((id, column) => [id, extremity[column]])),
  };
  for (const [field, value] of Object.entries(stored)) {
    const tolerance = field === 'representative_statements' ? SINGLE : EXACT;
    yield say(field, field in ours ? difference(value, ours[field], tolerance) : 'this field is not known');
  }
}

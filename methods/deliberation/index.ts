export { adjustedRand, bestMatch, crossTable } from './agreement.ts';
export { type CompatibleGroups, compatibleGroups, select, withinPolisLimits } from './compatible.ts';
export {
  type ConsensusStatement,
  consensusStatements,
  groupAwareConsensus,
  statementPriorities,
  statementPriority,
} from './consensus.ts';
export * from './coordination.ts';
export * from './coverage.ts';
export { type Chunks, delimiterOf, type Rejection, Rejections, readRows } from './csv.ts';
export { describeMap } from './describe.ts';
export { percent, rounded, wholeNumber } from './figures.ts';
export { countGroupVotes, type GroupVotes, labelsByRow, NO_GROUP, sumOverGroups } from './group-votes.ts';
export { compareIds } from './ids.ts';
export { type Interval, productInterval, wilson } from './intervals.ts';
export { LiveMap, type VoteFollowed } from './live-map.ts';
export { lloyd, silhouette } from './lloyd.ts';
export { rowsInAnalysis } from './membership.ts';
export * from './opinion-map.ts';
export { bestPartition, nearestCentre, type Partition, type SearchOptions } from './partition.ts';
export { type Positions, personPositions, statementPositions } from './positions.ts';
export { type Components, type ComponentsOptions, principalComponents } from './principal-components.ts';
export { type ShownGroup, type ShownMap, type ShownStatement, shownMap } from './publish.ts';
export { normal, type Random, seededRandom } from './random.ts';
export { type ReadStatements, readStatements, type Statement } from './read-statements.ts';
export { type ReadVotes, readVotes } from './read-votes.ts';
export type { Outcome, Refusal, RefusalCode } from './refusal.ts';
export {
  type ChosenStatement,
  chooseRepresentative,
  differenceTest,
  type Representativeness,
  representativeness,
  SIGNIFICANT,
  shareTest,
} from './representative.ts';
export { askingChances, nextStatement } from './routing.ts';
export { silhouettes } from './silhouettes.ts';
export { type Stability, type StabilityOptions, stabilities } from './stability.ts';
export { type Counts, type StatementResult, statementResults, typicalStatements } from './statement-results.ts';
export { separateGroups, sharedOpinion, type TestResult } from './structure.ts';
export { addVote, createVoteLog, MOST_STATEMENTS, personNumber, statementNumber, type VoteLog } from './vote-log.ts';
export type { VoteReaderOptions } from './vote-rows.ts';
export {
  cellCounts,
  type MatrixOrder,
  type Moderation,
  setAside,
  type VoteEvent,
  type VoteMatrix,
  voteMatrix,
  votesFromEvents,
} from './votes.ts';

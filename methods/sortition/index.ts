export { type Alternates, type AlternatesOptions, alternates } from './alternates.ts';
export { canonicalJson, hmacHex, SeededStream, seededOrder, sha256Hex } from './draw/bytes.ts';
export { type MerkleStep, merklePath, merkleRoot, verifyPath } from './draw/merkle.ts';
export { expandPanels, peopleOf, type Seating } from './draw/people.ts';
export * from './draw/protocol.ts';
export { type RoundedLottery, roundLottery, TICKETS, wholeWeights } from './draw/round.ts';
export { feasible, simpleFaults, sizeRange, uncoveredPeople } from './feasibility.ts';
export { type Kind, type Kinds, kindsOf, type Signature, type ValueRow } from './kinds.ts';
export { type LegacyResult, legacy } from './legacy.ts';
export * from './letters.ts';
export { lotteryInWorker } from './lottery/in-worker.ts';
export { type LeximinTarget, leximin, type Stage } from './lottery/leximin.ts';
export {
  type Certificate,
  type Lottery,
  type LotteryOptions,
  lottery,
  type Objective,
  type Progress,
} from './lottery/lottery.ts';
export { heaviestPanel, lotteryFaults } from './lottery/verify.ts';
export { boundFaults, checkProblem, type Person, type Problem, type Quota } from './model.ts';
export { type OutputLists, outputLists } from './outputs.ts';
export { isPanel, type Polytope, polytopeOf } from './polytope.ts';
export { addressKey } from './read/address.ts';
export { type Pool, type PoolOptions, readPool } from './read/pool.ts';
export { readQuotas } from './read/quotas.ts';
export { applied, type Change, type Relaxation, type RelaxationOptions, relaxations } from './relaxation.ts';
export { cumulativeChance, type ReplacementRun, replacements } from './replace.ts';
export * from './report.ts';
export type { Fault, Refusal, RefusalCode, Result } from './result.ts';
export { loadSolver, type Solver } from './solver.ts';
export { mixTables, type Seating as TableSeating } from './tables.ts';

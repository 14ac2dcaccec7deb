export { ejrPlusViolations, type Violation } from './audit.ts';
export * from './compare.ts';
export { type Counterfactual, counterfactual, effectiveSupport } from './effective-support.ts';
export * from './equal-shares/complete.ts';
export { equalSharesRun, type Purchase, type Run, type RunOptions } from './equal-shares/run.ts';
export * from './explain.ts';
export * from './fairness.ts';
export * from './greedy.ts';
export {
  type Ballots,
  type BallotType,
  byCodePoint,
  type Election,
  election,
  MEASURES,
  type Measure,
  measuresFor,
  type PlainBallot,
  type PlainElection,
  type Project,
} from './model.ts';
export { readDecimal, writeMoney } from './pb/decimal.ts';
export type { PbElection, PbOptions } from './pb/election.ts';
export { metaOf, newRow, type PbFile, readPb, type Section, type SectionName, writePb } from './pb/file.ts';
export { electionOf, readElection } from './pb/read.ts';
export { cellsOf, type Row, writeCell } from './pb/rows.ts';
export * from './phragmen.ts';
export { compareFractions, type Fraction, fraction, writeFraction } from './rational.ts';
export type { Fault, Refusal, RefusalCode, Result } from './result.ts';
export { type Profile, profileOf, type Support, supportOf } from './support.ts';
export { lotOf, type TieRule, tieRanks } from './ties.ts';
export * from './welfare.ts';

export {
  type Design,
  designVariance,
  type Estimate,
  type EstimateOptions,
  estimate,
  type Question,
  withInterval,
  Z95,
} from './estimate.ts';
export { fitTable, type Table, type TableTarget } from './ipf-table.ts';
export { jackknife } from './jackknife.ts';
export { orderedSum } from './ordered-sum.ts';
export { type WeightQuality, weightQuality } from './quality.ts';
export { postStratify, type Raked, type RakeOptions, rake } from './rake.ts';
export { numbersOf, type Replies, readReplies } from './read-replies.ts';
export type { Outcome, Refusal, RefusalCode } from './refusal.ts';
export {
  type Margin,
  NOT_KNOWN,
  type PreparedMargin,
  prepareSample,
  type Sample,
  type SampleOptions,
} from './sample.ts';
export { baseTooSmall, roundedCount } from './small-numbers.ts';
export { rakeCapped, rakeThenTrim, type Trimmed, trimWeights } from './trim.ts';
export {
  amountInWords,
  marginsInWords,
  PANEL_CAUTION,
  qualityInWords,
  shareInWords,
  trimmingInWords,
} from './words.ts';

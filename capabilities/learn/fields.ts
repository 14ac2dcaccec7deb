import { checkbox, choice, optionalText, shortText } from '@upwell/platform/action';
import { type Failure, refuseField } from '@upwell/platform/outcome';
import { z } from 'zod';
import { type ClaimWords, faultOf, levels, makings, speaksOfReturn } from './model.ts';

const people = () =>
  z
    .string()
    .optional()
    .transform((typed, check) => {
      const plain = (typed ?? '').replace(/[\s,]/g, '');
      if (plain === '') return null;
      if (/^\d{1,9}$/.test(plain)) return Number(plain);
      check.addIssue({ code: 'custom', message: 'error.not-a-number' });
      return null;
    });

/** The fields of a claim, as the forms of making and correcting one send them. */
export const claimFields = {
  statement: shortText({ max: 300, missing: 'learn.claim.missing-statement' }),
  shown: optionalText({ max: 80 }),
  level: choice(levels, 'learn.claim.missing-level'),
  made: choice(makings, 'learn.claim.missing-made'),
  ratio: checkbox(),
  base: people(),
  baseOf: optionalText(),
  baseNotGiven: checkbox(),
  comparator: optionalText({ max: 1000, lines: true }),
  method: optionalText({ max: 2000, lines: true }),
  period: shortText({ missing: 'learn.claim.missing-period' }),
  horizon: optionalText(),
  beneficiary: optionalText(),
  source: shortText({ max: 500, missing: 'learn.claim.missing-source' }),
  caveat: optionalText({ max: 2000, lines: true }),
  scope: choice(['whole', 'part'], 'learn.claim.missing-scope'),
  wholeOf: optionalText(),
  wholeBase: people(),
  wholeShown: optionalText({ max: 80 }),
} as const;

type Typed = { [Field in keyof typeof claimFields]: z.output<(typeof claimFields)[Field]> };

/** The claim that was typed, or which field to put right. */
export function readClaim(typed: Typed): ClaimWords | Failure {
  const part = typed.scope === 'part';
  const claim: ClaimWords = {
    statement: typed.statement,
    shown: typed.shown,
    level: typed.level,
    made: typed.made,
    kind: typed.ratio || speaksOfReturn(typed.shown, typed.statement) ? 'return-ratio' : 'change',
    base: typed.base,
    baseOf: typed.baseOf,
    comparator: typed.comparator,
    method: typed.method,
    period: typed.period,
    horizon: typed.horizon,
    beneficiary: typed.beneficiary,
    source: typed.source,
    caveat: typed.caveat,
    whole: part ? { of: typed.wholeOf ?? '', base: typed.wholeBase ?? 0, shown: typed.wholeShown ?? '' } : null,
  };
  const fault = faultOf(claim, { baseNotGiven: typed.baseNotGiven, part });
  return fault ? refuseField(fault.field, fault.key) : claim;
}

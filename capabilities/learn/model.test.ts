import { describe, expect, it } from 'vitest';
import { type ClaimWords, faultOf, sectionOf, speaksOfReturn } from './model.ts';

const claim: ClaimWords = {
  statement: 'Fewer people went to hospital',
  shown: '99 visits, then 19',
  level: 'counted',
  made: 'observed',
  kind: 'change',
  base: 13,
  baseOf: 'people whose use fell',
  comparator: null,
  method: null,
  period: '2018 to 2020',
  horizon: null,
  beneficiary: null,
  source: 'The evaluation',
  caveat: null,
  whole: null,
};
const fault = (change: Partial<ClaimWords>, { baseNotGiven = false, part = false } = {}) =>
  faultOf({ ...claim, ...change }, { baseNotGiven, part });

describe('a claim', () => {
  it('stands with its base, and with the words that nobody gave one', () => {
    expect(fault({})).toBeNull();
    expect(fault({ base: null }, { baseNotGiven: true })).toBeNull();
  });

  it.each<[string, Partial<ClaimWords>, string]>([
    ['without a base or the words for none', { base: null }, 'base'],
    ['compared with nothing', { level: 'compared' }, 'comparator'],
    ['tested without a method', { level: 'tested' }, 'method'],
    ['counted without a figure', { shown: null }, 'shown'],
    ['modelled, but called counted', { made: 'modelled', method: 'a model' }, 'level'],
    ['modelled without its working', { made: 'modelled', level: 'told' }, 'method'],
    ['a return without its years', { kind: 'return-ratio', beneficiary: 'the council' }, 'horizon'],
    ['a return without whose it is', { kind: 'return-ratio', horizon: 'three years' }, 'beneficiary'],
  ])('is refused %s', (_, change, field) => {
    expect(fault(change)?.field).toBe(field);
  });

  it.each<[string, ClaimWords['whole'], string]>([
    ['no name for the whole', { of: '', base: 40, shown: 'it rose' }, 'wholeOf'],
    ['a whole no larger than the part', { of: 'everybody', base: 13, shown: 'it rose' }, 'wholeBase'],
    ['no figure for the whole', { of: 'everybody', base: 40, shown: '' }, 'wholeShown'],
    ['no whole at all', null, 'wholeOf'],
  ])('about some of a whole is refused with %s', (_, whole, field) => {
    expect(fault({ whole }, { part: true })?.field).toBe(field);
  });

  it('about some of a whole stands with both figures', () => {
    expect(fault({ whole: { of: 'people helped', base: 40, shown: 'visits rose' } }, { part: true })).toBeNull();
  });

  it('that was worked out never stands in one list with what was counted', () => {
    expect(sectionOf({ ...claim, made: 'modelled', level: 'told' })).toBe('worked-out');
    expect(sectionOf({ ...claim, made: 'projected', kind: 'return-ratio' })).toBe('worked-out');
    expect(sectionOf({ ...claim, kind: 'return-ratio' })).toBe('returns');
    expect(sectionOf(claim)).toBe('seen');
  });
});

describe('a return on money', () => {
  it.each([
    '£3 for every £1',
    '£69 for £1 spent',
    '£1.63 per £1 put in',
    'a social return of £53 to £1',
    '£1.63:£1',
    'the SROI was good',
  ])('is known by its words: %s', (words) => {
    expect(speaksOfReturn(words)).toBe(true);
  });

  it.each([
    '£376,376 a year',
    '30 came',
    'from £500 to £2,500',
    '£10 for £100',
    'one pound for every person',
    '£3 for £1,000 of paperwork',
  ])('is not seen where there is none: %s', (words) => {
    expect(speaksOfReturn(words)).toBe(false);
  });
});

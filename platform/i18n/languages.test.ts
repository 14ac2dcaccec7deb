import { describe, expect, it } from 'vitest';
import { chooseLanguage, dirOf } from './languages.ts';

const placeLanguages = ['cy', 'en', 'ur'];

describe('the language of an answer', () => {
  it('is the one just asked for, then the one kept, then the one the browser wishes, then the first of the place', () => {
    const wishes = { cookie: 'ur', acceptLanguage: 'en', placeLanguages };
    expect(chooseLanguage({ ...wishes, query: 'en' })).toBe('en');
    expect(chooseLanguage(wishes)).toBe('ur');
    expect(chooseLanguage({ acceptLanguage: 'en', placeLanguages })).toBe('en');
    expect(chooseLanguage({ placeLanguages })).toBe('cy');
  });

  it('is never one the place does not offer', () => {
    expect(chooseLanguage({ query: 'pl', cookie: 'xx', acceptLanguage: 'pl', placeLanguages })).toBe('cy');
    expect(chooseLanguage({ query: ['en', 'ur'], placeLanguages: ['klingon'] })).toBe('en');
  });

  it('reads weights and regions of the browser header', () => {
    expect(chooseLanguage({ acceptLanguage: 'pl, en-GB;q=0.3, ur-PK;q=0.8', placeLanguages })).toBe('ur');
    expect(chooseLanguage({ acceptLanguage: 'ur;q=0, en;q=0.1', placeLanguages })).toBe('en');
    expect(chooseLanguage({ acceptLanguage: 'ur;q=0', placeLanguages })).toBe('cy');
    expect(chooseLanguage({ acceptLanguage: ';;;,,=,q=', placeLanguages })).toBe('cy');
  });

  it('is written the right way round', () => {
    expect([dirOf('ur'), dirOf('cy')]).toEqual(['rtl', 'ltr']);
  });
});

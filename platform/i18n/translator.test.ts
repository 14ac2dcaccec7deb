import { describe, expect, it } from 'vitest';
import { createCatalogue } from './catalogue.ts';
import type { Lang } from './languages.ts';
import { DEFAULT_TERMS } from './terms.ts';
import { translator } from './translator.ts';
import { platformWords } from './words.ts';

const source = (en: Record<string, string>, others: Partial<Record<Lang, Record<string, string>>> = {}) => ({
  prefix: 'listen',
  messages: { en, cy: en, pl: en, ur: en, ...others },
});
const speak = (lang: Lang, en: Record<string, string>, others?: Partial<Record<Lang, Record<string, string>>>) =>
  translator(createCatalogue([source(en, others)]), lang);

describe('a message', () => {
  it('is given as written, with no reading of markup, so that output may encode it', () => {
    const t = speak('en', { 'listen.a': 'a < b & <b>{who}</b>' });
    expect(t('listen.a', { who: '<script>' })).toBe('a < b & <b><script></b>');
  });

  it('follows the plural rules of its language', () => {
    const pl = { 'listen.n': '{n, plural, one {# głos} few {# głosy} many {# głosów} other {# głosu}}' };
    const t = speak('pl', { 'listen.n': '{n, plural, one {# voice} other {# voices}}' }, { pl });
    expect([1, 2, 5, 22, 25].map((n) => t('listen.n', { n }))).toEqual([
      '1 głos',
      '2 głosy',
      '5 głosów',
      '22 głosy',
      '25 głosów',
    ]);
  });

  it('throws in tests when its key or a value is missing', () => {
    const t = speak('en', { 'listen.a': 'Hello {name}' });
    expect(() => t('listen.nothing')).toThrow("No words in 'en' for 'listen.nothing'");
    expect(() => t('listen.a')).toThrow('name');
  });

  it('never breaks a page: English, then the key, then an ellipsis, each told once', () => {
    const told: string[] = [];
    const words = source(
      { 'listen.a': 'Hello {name}', 'listen.b': 'Only English' },
      { cy: { 'listen.a': 'Helo {name}' } },
    );
    const catalogue = createCatalogue([words], { strict: false, onMissing: (complaint) => told.push(complaint) });
    const t = translator(catalogue, 'cy');
    expect(t('listen.b')).toBe('Only English');
    expect(t('listen.b')).toBe('Only English');
    expect(t('listen.nowhere')).toBe('listen.nowhere');
    expect(t('listen.a')).toBe('Helo …');
    expect(told).toHaveLength(3);
  });
});

describe('the words of a place', () => {
  const en = { 'listen.ask': '{People} of {place}: one {person} wrote' };

  it('are in every message, small and capital, without being asked for', () => {
    const words = { en: { person: 'customer-owner', people: 'customer-owners', place: 'Nuka' } };
    const t = translator(createCatalogue([source(en)]), 'en', words);
    expect(t('listen.ask')).toBe('Customer-owners of Nuka: one customer-owner wrote');
  });

  it('keep the default of a language the place said nothing in, but never lose its name', () => {
    const t = translator(createCatalogue([source(en)]), 'cy', { en: { people: 'neighbours', place: 'Bangor' } });
    expect(t('listen.ask')).toBe('Preswylwyr of Bangor: one preswylydd wrote');
  });

  it('may be the same word in every language', () => {
    const t = translator(createCatalogue([source(en)]), 'pl', { person: 'Bay friend', pl: { people: 'sąsiedzi' } });
    expect(t('listen.ask')).toBe('Sąsiedzi of to miejsce: one Bay friend wrote');
  });

  it('exist in every language', () => {
    for (const terms of Object.values(DEFAULT_TERMS)) {
      expect(Object.keys(terms)).toEqual(Object.keys(DEFAULT_TERMS.en));
      expect(Object.values(terms).every((word) => word.length > 1)).toBe(true);
    }
  });
});

describe('right to left', () => {
  it('keeps a Latin name in one piece, leaves addresses bare and does not upset a choice', () => {
    const ur = {
      'listen.by': '{kind, select, phone {فون} other {کاغذ}}: {name} {link}',
    };
    const t = speak('ur', { 'listen.by': '{kind, select, phone {a} other {b}} {name} {link}' }, { ur });
    expect(t.dir).toBe('rtl');
    expect(t('listen.by', { kind: 'phone', name: 'Mary (Hall)', link: 'https://a.example/x' })).toBe(
      'فون: \u2068Mary (Hall)\u2069 https://a.example/x',
    );
  });
});

describe('the name of a place in a right-to-left sentence', () => {
  it('stays in one piece too', () => {
    const ur = { 'listen.in': '{place} میں' };
    const catalogue = createCatalogue([source({ 'listen.in': 'In {place}' }, { ur })]);
    expect(translator(catalogue, 'ur', { place: 'Bay (north)' })('listen.in')).toBe('\u2068Bay (north)\u2069 میں');
  });
});

describe('dates, money and numbers', () => {
  const say = (lang: Lang, timeZone?: string) => translator(createCatalogue([platformWords()]), lang, {}, { timeZone });
  const summerNight = new Date('2026-06-30T23:30:00Z');

  it('are told in the time of the place', () => {
    expect(say('en').date(summerNight)).toBe('1 July 2026');
    expect(say('en').date(summerNight, 'long')).toMatch(/^Wednesday,? 1 July 2026$/);
    expect(say('en', 'America/Anchorage').date(summerNight)).toBe('30 June 2026');
    expect(say('en').date(summerNight, 'time')).toBe('12:30 am');
    expect(say('cy').date(summerNight, 'month')).toBe('Gorffennaf 2026');
    expect(say('pl').date(summerNight, 'day')).toBe('1 lipca 2026');
    expect(say('ur').date(summerNight, 'day')).toContain('جولائی');
  });

  it('keep a calendar day the same day everywhere', () => {
    expect(say('en', 'America/Anchorage').date('2026-03-29')).toBe('29 March 2026');
  });

  it('write pounds the way each language does', () => {
    expect(say('en').money(2000)).toBe('£20');
    expect(say('en').money(123450)).toBe('£1,234.50');
    expect(say('en').money(-5)).toBe('-£0.05');
    expect(say('pl').money(2050).replaceAll('\u00a0', ' ')).toBe('20,50 £');
  });

  it('join lists', () => {
    expect(say('en').list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(say('pl').list(['a', 'b'], 'or')).toBe('a lub b');
  });

  it('count days as people do', () => {
    const now = new Date('2026-11-22T00:30:00Z');
    const before = (hours: number) => say('en').relative(new Date(now.getTime() - hours * 3_600_000), now);
    expect(before(0.2)).toBe('12 minutes ago');
    expect(before(1)).toBe('yesterday');
    expect(before(24 * 3)).toBe('3 days ago');
    expect(before(-24 * 21)).toBe('in 3 weeks');
    expect(before(24 * 364)).toBe('11 months ago');
    expect(before(24 * 370)).toBe('last year');
  });
});

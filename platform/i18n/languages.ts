/** The languages Upwell speaks. Adding one: add it here, its terms in `terms.ts`, and a `words/<lang>.json` in every package. */
export const LANGS = ['en', 'cy', 'pl', 'ur'] as const;

export type Lang = (typeof LANGS)[number];

export const DEFAULT_LANG: Lang = 'en';

interface Language {
  /** What its speakers call it; never translated. */
  ownName: string;
  /** BCP 47 tag for `Intl`: digits, month names and week days of the people who read it here. */
  locale: string;
  dir: 'ltr' | 'rtl';
}

export const LANGUAGES: Readonly<Record<Lang, Language>> = {
  en: { ownName: 'English', locale: 'en-GB', dir: 'ltr' },
  cy: { ownName: 'Cymraeg', locale: 'cy-GB', dir: 'ltr' },
  pl: { ownName: 'Polski', locale: 'pl-PL', dir: 'ltr' },
  ur: { ownName: 'اردو', locale: 'ur-PK', dir: 'rtl' },
};

export const isLang = (value: unknown): value is Lang => LANGS.includes(value as Lang);

/** Which way a language is written, for the `dir` attribute. */
export const dirOf = (lang: Lang): 'ltr' | 'rtl' => LANGUAGES[lang].dir;

/** What speakers of a language call it, for a list of languages to choose from. */
export const ownNameOf = (lang: Lang): string => LANGUAGES[lang].ownName;

/**
 * Whether a speaker has read the words of a language and agreed to them. A language that is not checked
 * is still offered, and its pages say `platform.translation.not-checked`.
 */
export interface TranslationStatus {
  checked: boolean;
  /** Who checked it, as they wish to be named. */
  by?: string;
  /** The day they finished, `YYYY-MM-DD`. */
  on?: string;
}

export const TRANSLATIONS: Readonly<Record<Lang, TranslationStatus>> = {
  en: { checked: true },
  cy: { checked: false },
  pl: { checked: false },
  ur: { checked: false },
};

interface Wishes {
  /** `?lang=` of the address: the strongest, since the person just asked. */
  query?: unknown;
  /** What they chose on an earlier visit. */
  cookie?: unknown;
  /** The browser's `Accept-Language` header. */
  acceptLanguage?: string | undefined;
  /** Languages this place offers, its first one first. Unknown ones are passed over. */
  placeLanguages: readonly string[];
}

/** The language to answer in: asked for now, chosen before, wished by the browser, the place's first, English. */
export function chooseLanguage({ query, cookie, acceptLanguage, placeLanguages }: Wishes): Lang {
  const offered = placeLanguages.filter(isLang);
  const asked = [query, cookie, ...acceptedLanguages(acceptLanguage)].find(
    (wish): wish is Lang => isLang(wish) && offered.includes(wish),
  );
  return asked ?? offered[0] ?? DEFAULT_LANG;
}

/** Primary language subtags of an `Accept-Language` header (RFC 9110, 12.5.4), most wished first; q=0 means never. */
function acceptedLanguages(header: string | undefined): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { lang: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight), index };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .map(({ lang }) => lang);
}

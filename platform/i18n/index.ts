export type { Catalogue, CatalogueOptions, Messages, Values, WordSource } from './catalogue.ts';
export { createCatalogue, placeholdersOf } from './catalogue.ts';
export type { DateStyle } from './formats.ts';
export { keysUsedIn, wordProblems } from './guards.ts';
export type { Lang, TranslationStatus } from './languages.ts';
export {
  chooseLanguage,
  DEFAULT_LANG,
  dirOf,
  isLang,
  LANGS,
  LANGUAGES,
  ownNameOf,
  TRANSLATIONS,
} from './languages.ts';
export type { PlaceWords, Term } from './terms.ts';
export { DEFAULT_TERMS, TERMS, termValues } from './terms.ts';
export type { Translator, TranslatorOptions } from './translator.ts';
export { translator } from './translator.ts';
export { loadWords, platformWords } from './words.ts';

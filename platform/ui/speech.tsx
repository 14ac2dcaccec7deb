import { createContext, type ReactNode, useContext } from 'react';

/** Turns a message key and its values into a sentence in the reader's language. */
export type Translate = (key: string, values?: Record<string, string | number>) => string;

/** What a component needs to speak: the translator, the language tag and its direction. */
export interface Speech {
  t: Translate;
  lang: string;
  dir: 'ltr' | 'rtl';
}

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi', 'ckb', 'dv']);

/** `rtl` for languages written from the right (by language subtag), else `ltr`. */
export function directionOf(lang: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(lang.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

const SpeechContext = createContext<Speech | null>(null);

/** Gives every component inside it the reader's language. `Page` does this; use it alone only for parts of a page. */
export function Speaking({
  t,
  lang,
  dir,
  children,
}: {
  t: Translate;
  lang: string;
  dir?: 'ltr' | 'rtl';
  children: ReactNode;
}) {
  return <SpeechContext.Provider value={{ t, lang, dir: dir ?? directionOf(lang) }}>{children}</SpeechContext.Provider>;
}

/** The language of the page a component is in. Throws when it is rendered outside `Page` and `Speaking`. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('A component that speaks was rendered outside <Page> or <Speaking>.');
  return speech;
}

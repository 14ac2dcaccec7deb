export const assetKinds = ['place', 'skill', 'passion', 'network', 'outside'] as const;
export type AssetKind = (typeof assetKinds)[number];

export const visibilities = ['public', 'connectors'] as const;
export type Visibility = (typeof visibilities)[number];

export const targetKinds = ['asset', 'group', 'activity'] as const;
export type TargetKind = (typeof targetKinds)[number];

export const outcomes = ['met', 'not-met', 'waiting'] as const;
export type Outcome = (typeof outcomes)[number];
export type IntroductionState = Outcome | 'draft' | 'held' | 'withdrawn';

/** After how many days people are asked whether they met. Ours, settable one day per place. */
export const CHECK_BACK_DAYS = 14;
/** Hours a draft is kept that nobody sent. */
export const DRAFT_HOURS = 24;
/** Most letters of what travels: it must fit a text message with the words around it. */
export const LONGEST_FACTS = 400;

const MOST_WORDS = 5;

/**
 * The words of a wish worth looking for, as stems: 'Company on Tuesdays' → 'company', 'tuesday'. Short words are
 * left out where there are longer ones, in every script.
 */
export function wordsToFind(typed: string): string[] {
  const all =
    typed
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const long = all.filter((word) => [...word].length >= 4);
  const kept = long.length > 0 ? long : all.filter((word) => [...word].length >= 2);
  return [...new Set(kept.map((word) => (/^[a-z]{4,}s$/.test(word) ? word.slice(0, -1) : word)))].slice(0, MOST_WORDS);
}

/** How many of the words are in a text. */
export const hits = (text: string, words: readonly string[]): number => {
  const lower = text.toLowerCase().normalize('NFC');
  return words.filter((word) => lower.includes(word)).length;
};

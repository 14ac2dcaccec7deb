import type { Lang, PlaceWords, Term } from '@upwell/platform/i18n';
import type { PlaceLines, PlaceSettings } from './model.ts';

/** A line of principles and the place that wrote it. */
export interface Principle {
  text: string;
  from: { id: string; name: string };
  /** True when the place it is shown for wrote it itself. */
  own: boolean;
}

/** A place together with everything it takes over from the places above it. */
export interface Inherited {
  name: string;
  words: PlaceWords;
  /** From the top of the tree down; nothing from above is ever missing. */
  principles: Principle[];
  settings: Required<PlaceSettings>;
  languages: readonly Lang[];
  timeZone: string;
  phone: string | null;
  textNumber: string | null;
  postalAddress: string | null;
}

export const usualSettings: Required<PlaceSettings> = { smallestCount: 5, groupsStartedBy: 'people' };

/**
 * What holds in a place, from its line of places: the top of the tree first, the place itself last.
 * Words and ways to be reached: the nearest that says something wins, term by term. Principles add up. Settings: the
 * nearest wins, save `smallestCount`, which protects people and only ever grows on the way down.
 * A place's own name is its word `place` unless it chose another.
 * @throws RangeError when the line is empty
 */
export function inherit(line: readonly PlaceLines[]): Inherited {
  const self = line.at(-1);
  if (!self) throw new RangeError('A place inherits from its line of places, which is empty.');
  const nearest = <Key extends keyof PlaceLines>(key: Key) =>
    line.findLast((place) => place[key] !== null)?.[key] ?? null;
  const settings = line.map((place) => place.settings);
  return {
    name: self.name,
    words: inheritWords(line),
    principles: line.flatMap((place) =>
      place.principles.map((text) => ({ text, from: { id: place.id, name: place.name }, own: place === self })),
    ),
    settings: {
      ...usualSettings,
      ...Object.assign({}, ...settings),
      smallestCount: Math.max(...settings.map((own) => own.smallestCount ?? 0)) || usualSettings.smallestCount,
    },
    languages: nearest('languages') ?? ['en'],
    timeZone: nearest('timeZone') ?? 'Europe/London',
    phone: nearest('phone'),
    textNumber: nearest('textNumber'),
    postalAddress: nearest('postalAddress'),
  };
}

function inheritWords(line: readonly PlaceLines[]): PlaceWords {
  const words: Partial<Record<Lang, Partial<Record<Term, string>>>> = {};
  for (const place of line) {
    // A name belongs to one place; the names above it, in whatever language, are not its own.
    for (const own of Object.values(words)) delete own.place;
    for (const [lang, own] of Object.entries(place.words) as [Lang, Partial<Record<Term, string>>][])
      words[lang] = { ...words[lang], ...filled(own) };
    if (!words.en?.place) words.en = { ...words.en, place: place.name };
  }
  return words;
}

const filled = (words: Partial<Record<Term, string>>) =>
  Object.fromEntries(Object.entries(words).filter(([, word]) => word.trim() !== ''));

import type { Lang, PlaceWords } from '@upwell/platform/i18n';
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

type Words = Readonly<Record<string, string>>;

/** Words said for every language at once stand beside those of single languages; both are taken over term by term. */
function inheritWords(line: readonly PlaceLines[]): PlaceWords {
  let everywhere: Words = {};
  const inLanguages: Record<string, Words> = {};
  for (const place of line) {
    // A name belongs to one place; the names above it, in whatever language, are not its own.
    everywhere = withoutName(everywhere);
    for (const lang of Object.keys(inLanguages)) inLanguages[lang] = withoutName(inLanguages[lang]!);
    const own = Object.entries(place.words);
    const flat = Object.fromEntries(own.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    everywhere = { ...everywhere, ...filled(flat) };
    for (const [lang, words] of own)
      if (typeof words !== 'string') inLanguages[lang] = { ...inLanguages[lang], ...filled(words) };
    everywhere = { place: place.name, ...everywhere };
  }
  return { ...everywhere, ...inLanguages };
}

const withoutName = ({ place: _, ...words }: Words): Words => words;
const filled = (words: Words): Words =>
  Object.fromEntries(Object.entries(words).filter(([, word]) => word.trim() !== ''));

/** What a place itself calls things in one language. */
export function ownWords(words: PlaceWords, lang: Lang): Words {
  const own = words[lang];
  return typeof own === 'object' ? own : {};
}

import { LANGUAGES, type Lang } from './languages.ts';

/**
 * The words a place may call its own. Each is supplied to every message under its name, and once more with a
 * capital first letter: `{people}` and `{People}`. Write messages so that a term stands in its dictionary form
 * and never after an article ("one {person}", not "a {person}"): a place may name it anything.
 */
export const TERMS = {
  person: 'someone who lives here or takes part: "resident", "neighbour", "customer-owner"',
  people: 'more than one of them',
  place: 'the name of this place, as its people say it',
  neighbourhood: 'a part of this place: "neighbourhood", "village", "patch"',
  neighbourhoods: 'more than one of them',
  group: 'a club, charity or circle of people, constituted or not',
  groups: 'more than one of them',
  organiser: 'someone who looks after conversations and activities here',
  organisers: 'more than one of them',
  partner: 'a body that takes part and makes promises: a council, a practice, a trust',
  partners: 'more than one of them',
  volunteer: 'someone who gives time',
  volunteers: 'more than one of them',
} as const;

export type Term = keyof typeof TERMS;

/**
 * What one place calls things: `{ person: 'customer-owner' }` in every language, `{ cy: { person: 'cymydog' } }` in
 * one. The word of the language comes first, then the word for all, then the default of the language.
 */
export type PlaceWords = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

export const DEFAULT_TERMS: Readonly<Record<Lang, Readonly<Record<Term, string>>>> = {
  en: {
    person: 'resident',
    people: 'residents',
    place: 'this place',
    neighbourhood: 'neighbourhood',
    neighbourhoods: 'neighbourhoods',
    group: 'group',
    groups: 'groups',
    organiser: 'organiser',
    organisers: 'organisers',
    partner: 'partner',
    partners: 'partners',
    volunteer: 'volunteer',
    volunteers: 'volunteers',
  },
  cy: {
    person: 'preswylydd',
    people: 'preswylwyr',
    place: 'y lle hwn',
    neighbourhood: 'cymdogaeth',
    neighbourhoods: 'cymdogaethau',
    group: 'grŵp',
    groups: 'grwpiau',
    organiser: 'trefnydd',
    organisers: 'trefnwyr',
    partner: 'partner',
    partners: 'partneriaid',
    volunteer: 'gwirfoddolwr',
    volunteers: 'gwirfoddolwyr',
  },
  pl: {
    person: 'mieszkaniec',
    people: 'mieszkańcy',
    place: 'to miejsce',
    neighbourhood: 'okolica',
    neighbourhoods: 'okolice',
    group: 'grupa',
    groups: 'grupy',
    organiser: 'organizator',
    organisers: 'organizatorzy',
    partner: 'partner',
    partners: 'partnerzy',
    volunteer: 'wolontariusz',
    volunteers: 'wolontariusze',
  },
  ur: {
    person: 'رہائشی',
    people: 'رہائشی لوگ',
    place: 'یہ جگہ',
    neighbourhood: 'محلہ',
    neighbourhoods: 'محلے',
    group: 'گروپ',
    groups: 'گروپس',
    organiser: 'منتظم',
    organisers: 'منتظمین',
    partner: 'شراکت دار',
    partners: 'شراکت دار ادارے',
    volunteer: 'رضاکار',
    volunteers: 'رضاکار لوگ',
  },
};

/**
 * Every term of one language, with its capitalised twin. The name of the place is a proper name: given in any
 * language it is used in all, where a language has no name of its own for it.
 */
export function termValues(lang: Lang, words: PlaceWords): Record<string, string> {
  const anyName = [words.en, ...Object.values(words)].map((own) => wordIn(own, 'place')).find(Boolean);
  const values: Record<string, string> = {};
  for (const term of Object.keys(TERMS) as Term[]) {
    const own = wordIn(words[lang], term) || wordIn(words, term);
    const word = own || (term === 'place' && anyName) || DEFAULT_TERMS[lang][term];
    values[term] = word;
    values[capitalised(term, lang)] = capitalised(word, lang);
  }
  return values;
}

function wordIn(words: PlaceWords[string] | PlaceWords | undefined, term: Term): string | undefined {
  const word = typeof words === 'object' ? words[term] : undefined;
  return typeof word === 'string' ? word : undefined;
}

/** First letter as a capital, whole characters kept: "éire" → "Éire". */
function capitalised(word: string, lang: Lang): string {
  const [first = '', ...rest] = word;
  return first.toLocaleUpperCase(LANGUAGES[lang].locale) + rest.join('');
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inherit, usualSettings } from './inherit.ts';
import type { PlaceLines } from './model.ts';

const word = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text.trim() !== '');
const terms = fc.dictionary(fc.constantFrom('person', 'people', 'group'), word, { noNullPrototype: true });
const place: fc.Arbitrary<PlaceLines> = fc.record({
  id: fc.uuid(),
  parentId: fc.constant(null),
  name: word,
  words: fc.dictionary(fc.constantFrom('en', 'cy', 'ur'), terms, { noNullPrototype: true }),
  principles: fc.array(word, { maxLength: 4 }),
  settings: fc.record(
    {
      smallestCount: fc.integer({ min: 3, max: 100 }),
      groupsStartedBy: fc.constantFrom('people' as const, 'organisers' as const),
    },
    { requiredKeys: [] },
  ),
  languages: fc.option(fc.constantFrom(['en' as const], ['cy' as const, 'en' as const])),
  timeZone: fc.option(fc.constantFrom('Europe/London', 'Europe/Warsaw')),
  phone: fc.option(word),
  textNumber: fc.option(word),
  postalAddress: fc.option(word),
});
const line = fc.array(place, { minLength: 1, maxLength: 5 });
const check = (property: fc.IProperty<[PlaceLines[]]>) => fc.assert(property, { numRuns: 300, seed: 20261122 });

test('no principle of a place above is ever missing, and none comes from nowhere', () => {
  check(
    fc.property(line, (places) => {
      const inherited = inherit(places).principles.map(({ text, from }) => `${from.id} ${text}`);
      expect(inherited).toEqual(places.flatMap((each) => each.principles.map((text) => `${each.id} ${text}`)));
    }),
  );
});

test('people are never less protected inside a place than in the place above it', () => {
  check(
    fc.property(line, (places) => {
      const smallest = places.map((_, depth) => inherit(places.slice(0, depth + 1)).settings.smallestCount);
      const above = places.map((each) => each.settings.smallestCount).filter((count) => count !== undefined);
      for (const count of above) expect(smallest.at(-1)).toBeGreaterThanOrEqual(count);
      if (above.length === 0) expect(smallest.at(-1)).toBe(usualSettings.smallestCount);
    }),
  );
});

test('the nearest place that says a word wins, word by word', () => {
  check(
    fc.property(line, (places) => {
      const { words } = inherit(places);
      for (const lang of ['en', 'cy', 'ur'])
        for (const term of ['person', 'people', 'group']) {
          const said = places
            .map((each) => each.words[lang])
            .flatMap((own) => (typeof own === 'object' ? [own[term]] : []));
          const found = words[lang];
          expect(typeof found === 'object' ? found[term] : undefined).toBe(said.findLast((text) => text !== undefined));
        }
    }),
  );
});

test('a place that says nothing speaks, and is reached, as the place above it, under its own name', () => {
  check(
    fc.property(line, word, (places, name) => {
      const silent: PlaceLines = {
        ...(places[0] as PlaceLines),
        name,
        words: {},
        principles: [],
        settings: {},
        languages: null,
        timeZone: null,
        phone: null,
        textNumber: null,
        postalAddress: null,
      };
      const above = inherit(places);
      const inside = inherit([...places, silent]);
      expect({ ...inside, name: '', words: { ...inside.words, place: '' }, principles: [] }).toEqual({
        ...above,
        name: '',
        words: { ...above.words, place: '' },
        principles: [],
      });
      expect(inside.words.place).toBe(name);
    }) as never,
  );
});

test('the name of the place above, in another language, is not the name of the place inside it', () => {
  const base = {
    principles: [],
    settings: {},
    languages: null,
    timeZone: null,
    phone: null,
    textNumber: null,
    postalAddress: null,
  };
  const above: PlaceLines = {
    ...base,
    id: 'a',
    parentId: null,
    name: 'Cardiff',
    words: { cy: { place: 'Caerdydd', people: 'pobl' } },
  };
  const inside: PlaceLines = { ...base, id: 'b', parentId: 'a', name: 'Splott', words: {} };
  expect(inherit([above]).words).toEqual({ place: 'Cardiff', cy: { place: 'Caerdydd', people: 'pobl' } });
  expect(inherit([above, inside]).words).toEqual({ place: 'Splott', cy: { people: 'pobl' } });
});

test('nothing is inherited from no line at all', () => {
  expect(() => inherit([])).toThrow(RangeError);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outlineLimits, readOutlines } from './geojson.ts';

const square = [
  [
    [0, 51],
    [1, 51],
    [1, 52],
    [0, 51],
  ],
];
const feature = (name: unknown, geometry: unknown = { type: 'Polygon', coordinates: square }) => ({
  type: 'Feature',
  properties: name === undefined ? null : { name },
  geometry,
});
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features }, null, 1);
const keys = (text: string) => readOutlines(text).problems.map((problem) => problem.key.replace('ground.geojson.', ''));

test('outlines keep their names and shapes; a name may be spelled with any capitals', () => {
  const read = readOutlines(
    collection(feature('  Old   Harbour '), {
      type: 'Feature',
      properties: { NAME: 'Ystrad' },
      geometry: { type: 'MultiPolygon', coordinates: [square, square] },
    }),
  );
  expect(read.problems).toEqual([]);
  expect(read.good).toEqual([
    { name: 'Old Harbour', boundary: { type: 'Polygon', coordinates: square } },
    { name: 'Ystrad', boundary: { type: 'MultiPolygon', coordinates: [square, square] } },
  ]);
});

test('each fault is told with the line it begins on, and the good ones are kept', () => {
  const text = [
    '{ "type": "FeatureCollection",',
    '  "name": "with { and [ in \\" it",',
    '  "features": [',
    JSON.stringify(feature('Good')),
    ',',
    JSON.stringify(feature(undefined)),
    ', null,',
    JSON.stringify(feature('Point', { type: 'Point', coordinates: [0, 0] })),
    ',',
    JSON.stringify(
      feature('Metres', {
        type: 'Polygon',
        coordinates: [
          [
            [400000, 300000],
            [1, 1],
            [2, 2],
            [400000, 300000],
          ],
        ],
      }),
    ),
    ',',
    JSON.stringify(
      feature('Open', {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 1],
            [2, 2],
            [3, 3],
          ],
        ],
      }),
    ),
    ',',
    JSON.stringify(feature('good')),
    ',',
    JSON.stringify(feature('Last')),
    ']}',
  ].join('\n');
  const read = readOutlines(text);
  expect(read.good.map(({ name }) => name)).toEqual(['Good', 'Last']);
  expect(
    read.problems.map(({ key, line, values }) => [key.replace('ground.geojson.', ''), line, values?.line]),
  ).toEqual([
    ['no-name', 6, 6],
    ['not-a-feature', 7, 7],
    ['not-a-polygon', 8, 8],
    ['not-degrees', 10, 10],
    ['open-ring', 12, 12],
    ['twice', 14, 14],
  ]);
});

test('a file that is no outlines at all gets one sentence', () => {
  expect(keys('')).toEqual(['not-json']);
  expect(keys('{"type":"FeatureCollection","features":[')).toEqual(['not-json']);
  expect(readOutlines('{\n "a": 1,\n oops }').problems[0]?.line).toBe(3);
  expect(keys('[1, 2]')).toEqual(['not-a-collection']);
  expect(keys('{"type":"Topology"}')).toEqual(['not-a-collection']);
  expect(keys(collection())).toEqual(['empty']);
  expect(keys(collection(...Array.from({ length: outlineLimits.features + 1 }, (_, n) => feature(`${n}`))))).toEqual([
    'too-many',
  ]);
  expect(keys(' '.repeat(outlineLimits.bytes + 1))).toEqual(['too-large']);
});

test('too long a name, too fine an outline and holes of the wrong shape are told', () => {
  expect(keys(collection(feature('x'.repeat(121))))).toEqual(['long-name']);
  const fine = Array.from({ length: outlineLimits.positions + 1 }, () => [0, 0]);
  expect(keys(collection(feature('Fine', { type: 'Polygon', coordinates: [fine] })))).toEqual(['too-detailed']);
  for (const coordinates of [
    null,
    [],
    [[]],
    [[[0, 0]]],
    [
      [
        ['0', 0],
        [1, 1],
        [2, 2],
        ['0', 0],
      ],
    ],
    'text',
    [[[0], [1], [2], [0]]],
  ])
    expect(keys(collection(feature('Broken', { type: 'Polygon', coordinates })))).toEqual(['broken-outline']);
});

test('whatever the file holds, reading it ends and every outline kept is closed and on the globe', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.array(fc.jsonValue()).map((features) => JSON.stringify({ type: 'FeatureCollection', features })),
      ),
      (text) => {
        const { good, problems } = readOutlines(text);
        expect(good.length + problems.length).toBeGreaterThan(0);
        for (const { line } of problems) expect(line).toBeGreaterThan(0);
      },
    ),
    { numRuns: 500, seed: 20261122 },
  );
});

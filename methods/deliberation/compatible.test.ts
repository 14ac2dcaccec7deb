import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compatibleGroups, withinPolisLimits } from './compatible.ts';
import { firstDistinct, lloyd, silhouette } from './lloyd.ts';
import { rowsInAnalysis } from './membership.ts';
import { readVotes } from './read-votes.ts';
import { conversation, matrixOf, sharedData, twoCamps } from './testing.ts';
import { setAside, type VoteMatrix, voteMatrix } from './votes.ts';

const points = (list: [number, number][]) => ({
  x: Float64Array.from(list, ([x]) => x),
  y: Float64Array.from(list, ([, y]) => y),
});

describe('groups as Polis forms them', () => {
  it('puts a point between two centres with the later one', () => {
    const found = lloyd(
      points([
        [0, 0],
        [2, 0],
        [1, 0],
      ]),
      points([
        [0, 0],
        [2, 0],
      ]),
      { rounds: 1, still: 0.01 },
    );
    expect(Array.from(found.label)).toEqual([0, 1, 1]);
  });

  it('starts from the first distinct points and drops clusters that empty', () => {
    expect(
      Array.from(
        firstDistinct(
          points([
            [0, 0],
            [0, 0],
            [1, 1],
            [2, 2],
          ]),
          2,
        ).x,
      ),
    ).toEqual([0, 1]);
    const found = lloyd(
      points([
        [0, 0],
        [1, 0],
      ]),
      points([
        [0, 0],
        [1, 0],
        [50, 50],
      ]),
      { rounds: 5, still: 0.01 },
    );
    expect(found.centre.x.length).toBe(2);
  });

  it('scores a point alone in its group 0', () => {
    expect(
      silhouette(
        points([
          [0, 0],
          [10, 0],
          [10, 0],
        ]),
        [0, 1, 1],
        2,
      ),
    ).toBeCloseTo(2 / 3, 12);
  });

  it('takes in everyone with seven votes, or the fifteen with most', () => {
    const few = matrixOf(
      Array.from({ length: 30 }, (_, i) =>
        Array.from({ length: 1 + (i % 3) }, (_, j) => ({ person: `${i}`, statement: `${j}`, vote: 1 })),
      ).flat(),
    );
    const inside = rowsInAnalysis(few);
    expect(inside.length).toBe(15);
    expect(Array.from(inside, (row) => few.start[row + 1]! - few.start[row]!).sort()).toEqual([
      ...new Array(5).fill(2),
      ...new Array(10).fill(3),
    ]);
    expect(rowsInAnalysis(matrixOf(conversation(40, 20, 1, twoCamps))).length).toBe(40);
  });

  it('has an answer for one person and for everyone alike', () => {
    for (const people of [1, 2, 20]) {
      const matrix = matrixOf(Array.from({ length: people }, (_, i) => ({ person: `${i}`, statement: 's', vote: 1 })));
      const found = compatibleGroups(matrix, new Uint8Array(1));
      expect(found.label.length).toBe(Math.min(people, 15) === people ? people : found.inside.length);
      expect(found.k).toBe(1);
    }
  });

  it('keeps the first 100,000 people', () => {
    const small = matrixOf(conversation(5, 5, 1, twoCamps));
    expect(withinPolisLimits(small)).toBe(small);
    const start = Uint32Array.from({ length: 100_002 }, (_, i) => i);
    const wide: VoteMatrix = {
      ...small,
      people: Array.from({ length: 100_001 }, (_, i) => `${i}`),
      start,
      cell: new Uint16Array(100_001),
    };
    expect(withinPolisLimits(wide).people.length).toBe(100_000);
  });

  it('are the published ones, person by person, where the shared data is at hand', async () => {
    const folder = sharedData('polis/nz-biodiversity');
    if (folder === undefined) return;
    const plain = join(folder, 'votes.csv');
    const read = await readVotes(
      existsSync(plain) ? createReadStream(plain) : createReadStream(`${plain}.gz`).pipe(createGunzip()),
    );
    const stored = join(folder, 'expected.json');
    const expected = JSON.parse(
      existsSync(stored) ? await readFile(stored, 'utf8') : gunzipSync(await readFile(`${stored}.gz`)).toString(),
    ) as { moderated_out: number[]; groups: { members: number[] }[] };
    if (!read.ok) throw new Error(read.message);
    const built = voteMatrix(read.value.log, 'appearance');
    if (!built.ok) throw new Error(built.message);
    const found = compatibleGroups(
      built.value,
      setAside(built.value, { rejected: expected.moderated_out.map(String) }),
    );
    const groups = expected.groups.map(({ members }) => members);
    const ours = groups.map((_, g) =>
      Array.from(found.inside)
        .filter((_row, i) => found.label[i] === g)
        .map((row) => Number(built.value.people[row]))
        .sort((a, b) => a - b),
    );
    expect(ours).toEqual(groups);
  });
});

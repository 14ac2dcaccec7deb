import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personPositions, statementPositions } from './positions.ts';
import { principalComponents } from './principal-components.ts';
import { symmetricEigen } from './symmetric-eigen.ts';
import { conversation, matrixOf, twoCamps } from './testing.ts';
import { setAside, type VoteMatrix } from './votes.ts';

/** The textbook way: fill, centre, multiply out, and solve. */
function byTheBook(matrix: VoteMatrix, aside: Uint8Array) {
  const n = matrix.people.length;
  const c = matrix.statements.length;
  const cells = Array.from({ length: n }, () => new Array<number | undefined>(c).fill(undefined));
  for (let i = 0; i < n; i += 1) {
    for (let at = matrix.start[i]!; at < matrix.start[i + 1]!; at += 1) {
      cells[i]![Math.floor(matrix.cell[at]! / 3)] = (matrix.cell[at]! % 3) - 1;
    }
  }
  for (let j = 0; j < c; j += 1) {
    const known = cells.map((row) => row[j]).filter((v) => v !== undefined);
    const mean = known.reduce((a, b) => a + b, 0) / known.length;
    for (const row of cells) row[j] = aside[j] ? 0 : (row[j] ?? mean) - mean;
  }
  const gram = new Float64Array(c * c);
  for (const row of cells)
    for (let j = 0; j < c; j += 1) for (let k = 0; k < c; k += 1) gram[j * c + k]! += row[j]! * row[k]!;
  return symmetricEigen(gram, c);
}

describe('principal components', () => {
  it('are those of the filled and centred matrix', () => {
    const shape = fc.record({
      people: fc.integer({ min: 2, max: 25 }),
      statements: fc.integer({ min: 2, max: 12 }),
      seed: fc.nat(1000),
    });
    fc.assert(
      fc.property(shape, ({ people, statements, seed }) => {
        const events = conversation(people, statements, 0.7, twoCamps, seed);
        fc.pre(events.length > 0);
        const matrix = matrixOf(events);
        const aside = setAside(matrix, { rejected: ['s1'] });
        const book = byTheBook(matrix, aside);
        const ours = principalComponents(matrix, { aside });
        const freedom = Math.max(1, matrix.people.length - 1);
        for (const k of [0, 1]) {
          expect(ours.variance[k]!).toBeCloseTo(Math.max(0, book.values[k] ?? 0) / freedom, 8);
          // Directions are only defined where the strengths differ.
          const apart = (i: number) => Math.abs((book.values[i] ?? 0) - (book.values[k] ?? 0)) > 1e-6 * book.values[0]!;
          if (ours.variance[k]! < 1e-9 || ![0, 1, 2].every((i) => i === k || apart(i))) continue;
          let dot = 0;
          for (let j = 0; j < matrix.statements.length; j += 1) {
            dot += ours.loadings[k]![j]! * book.vectors[k * matrix.statements.length + j]!;
          }
          expect(Math.abs(dot)).toBeCloseTo(1, 8);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('find both of two equally strong directions', () => {
    // Statements a and b split the people crosswise and equally; c is settled.
    const votes = [
      [1, 1, 1],
      [1, -1, 1],
      [-1, 1, 1],
      [-1, -1, 1],
    ];
    const matrix = matrixOf(
      votes.flatMap((row, i) => row.map((vote, j) => ({ person: `p${i}`, statement: 'abc'[j]!, vote }))),
    );
    const { variance } = principalComponents(matrix);
    expect(variance[0]).toBeCloseTo(4 / 3, 12);
    expect(variance[1]).toBeCloseTo(4 / 3, 12);
  });

  it('are zero, not NaN, where nobody differs', () => {
    const matrix = matrixOf([{ person: 'a', statement: '1', vote: 0 }]);
    const components = principalComponents(matrix);
    const positions = personPositions(matrix, components);
    expect([...components.loadings[0]!, ...components.variance, positions.x[0], positions.y[0]]).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });
});

describe('positions', () => {
  it('push people with few votes away from the centre', () => {
    const matrix = matrixOf([...conversation(40, 10, 1, twoCamps), { person: 'few', statement: 's0', vote: 1 }]);
    const components = principalComponents(matrix);
    const positions = personPositions(matrix, components);
    const row = matrix.people.indexOf('few');
    const column = matrix.statements.indexOf('s0');
    expect(positions.x[row]).toBeCloseTo(
      Math.sqrt(10) * (1 - components.mean[column]!) * components.loadings[0]![column]!,
      10,
    );
  });

  it('put a statement where someone who only agrees with it would stand', () => {
    const matrix = matrixOf([...conversation(40, 10, 1, twoCamps), { person: 'few', statement: 's0', vote: 1 }]);
    const components = principalComponents(matrix);
    const people = personPositions(matrix, components);
    const statements = statementPositions(components);
    expect(statements.x[matrix.statements.indexOf('s0')]).toBeCloseTo(people.x[matrix.people.indexOf('few')]!, 10);
  });
});

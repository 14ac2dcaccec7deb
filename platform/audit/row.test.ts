import { describe, expect, test } from 'vitest';
import { auditRow, personMark } from './row.ts';

const placeId = '019c2f00-0000-7000-8000-000000000001';
const asha = '019c2f00-0000-7000-8000-0000000000a1';
const ben = '019c2f00-0000-7000-8000-0000000000b1';
const at = new Date('2026-05-01T09:30:00Z');
const input = {
  placeId,
  at,
  actor: { kind: 'person', personId: asha },
  rule: 'is signed in',
  action: 'connect.introduce',
  outcome: 'done',
};

describe('people are kept apart from the line', () => {
  test('neither who acted nor who it was done to stands in it', () => {
    const { line, people } = auditRow({ ...input, subject: { type: 'person', id: ben } });
    expect(JSON.stringify(line)).not.toMatch(/0000000000(a|b)1/);
    expect(people.map(({ part, person_id }) => [part, person_id])).toEqual([
      ['actor', asha],
      ['subject', ben],
    ]);
  });

  test('the salt proves who it was, and proves nobody else', () => {
    const { line, people } = auditRow(input);
    expect(personMark(people[0]!.salt, asha)).toEqual(line.actor_mark);
    expect(personMark(people[0]!.salt, ben)).not.toEqual(line.actor_mark);
  });

  test('two lines of one person look unrelated', () => {
    expect(auditRow(input).line.actor_mark).not.toEqual(auditRow(input).line.actor_mark);
  });

  test('a visitor leaves no mark', () => {
    const { line, people } = auditRow({ ...input, actor: { kind: 'visitor', personId: null } });
    expect([line.actor_mark, people]).toEqual([null, []]);
  });
});

describe('what was typed does not get in', () => {
  test.each([
    ['a sentence', { why: 'My mother is ill' }],
    ['an e-mail address', { to: 'asha@example.org' }],
    ['a telephone number', { to: '07700 900123' }],
    ['a number as text', { to: '07700900123' }],
    ['a part of a number', { share: 0.5 }],
    ['something nested', { more: { of: 'it' } as unknown as string }],
    ['nothing', { gone: null as unknown as string }],
    ['a name with a blank', { 'two words': 1 }],
    ['a long code', { code: 'a'.repeat(61) }],
  ])('%s', (_, details) => {
    expect(() => auditRow({ ...input, details })).toThrow(/codes and whole numbers/);
  });

  test('codes, whole numbers, yes and no do', () => {
    const details = { source: 'direct', channel: 'in-person', pence: 250_000, first: true };
    expect(auditRow({ ...input, details }).line.details).toEqual(details);
  });
});

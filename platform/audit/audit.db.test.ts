import { setTimeout as wait } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import { sql } from 'kysely';
import pg from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AuditInput,
  compareExports,
  exportAudit,
  forgetPerson,
  linesOfPerson,
  recordLine,
  recordRefusal,
  sealAll,
  sealBatch,
  verifyExport,
} from './index.ts';

let world: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  world = await testDatabase();
  owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.drop();
});

const at = new Date('2026-05-01T09:30:00Z');
const later = new Date('2026-05-01T09:31:00Z');
const said = (placeId: string, more: Partial<AuditInput> = {}): AuditInput => ({
  placeId,
  at,
  actor: { kind: 'visitor' },
  rule: 'anyone',
  action: 'listen.say',
  outcome: 'done',
  subject: { type: 'contribution', id: v7() },
  ...more,
});
const write = (input: AuditInput) => world.db.write({ placeId: input.placeId }, (tx) => recordLine(tx, input));
const copy = async (placeId: string) => {
  const rows: string[] = [];
  for await (const row of exportAudit(world.db, placeId, later)) rows.push(row);
  return rows;
};
const check = async (placeId: string) => verifyExport(await copy(placeId));

describe('a line belongs to its change', () => {
  test('a change that is undone leaves no line', async () => {
    const placeId = v7();
    await expect(
      world.db.write({ placeId }, async (tx) => {
        await recordLine(tx, said(placeId));
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await check(placeId)).toMatchObject({ ok: true, lines: 0, waiting: 0 });
  });

  test('a refusal leaves one', async () => {
    const placeId = v7();
    await recordRefusal(world.db, said(placeId, { outcome: 'not-allowed' }));
    const [, line] = await copy(placeId);
    expect(JSON.parse(line!).line).toMatchObject({ outcome: 'not-allowed', action: 'listen.say' });
  });

  test('a place never sees the lines of another', async () => {
    const [here, there] = [v7(), v7()];
    await write(said(here));
    expect(await copy(there)).toHaveLength(2);
  });
});

describe('nobody changes the log', () => {
  const attempts = [
    `update audit_line set outcome = 'done'`,
    'delete from audit_line',
    'update audit_seal set seq = seq + 1',
    'delete from audit_seal',
  ];
  test.each(attempts)('the app may not: %s', async (statement) => {
    const placeId = v7();
    await write(said(placeId));
    await sealAll(world.db, placeId, later);
    await expect(world.db.write({ placeId }, (tx) => sql.raw(statement).execute(tx))).rejects.toThrow(
      /permission denied/,
    );
  });
  test.each([...attempts, 'truncate audit_line', 'truncate audit_seal'])('nor may the owner: %s', async (statement) => {
    await expect(owner.query(statement)).rejects.toThrow(/append only/);
  });

  test.each([
    ['words in a detail', `details = '{"why": "my mother is ill"}'`],
    ['something nested', `details = '{"more": {"of": 1}}'`],
    ['nothing', `details = '{"more": null}'`],
    ['an action with blanks', `action = 'I said so'`],
  ])('the database itself refuses %s', async (_, change) => {
    const [column, value] = change.split(' = ');
    const columns = {
      place_id: `'${v7()}'`,
      id: `'${v7()}'`,
      at: `'2026-05-01'`,
      actor_kind: `'visitor'`,
      rule: `'anyone'`,
      action: `'listen.say'`,
      outcome: `'done'`,
      [column!]: value!,
    };
    const insert = `insert into audit_line (${Object.keys(columns)}) values (${Object.values(columns)})`;
    await expect(owner.query(insert)).rejects.toThrow(/violates check constraint/);
  });
});

describe('sealing', () => {
  test('covers every line once, in runs, without gaps', async () => {
    const placeId = v7();
    for (let count = 0; count < 7; count += 1) await write(said(placeId));
    expect(await sealBatch(world.db, placeId, later, { limit: 3 })).toBe(3);
    expect(await check(placeId)).toMatchObject({ ok: true, lines: 3, waiting: 4, seals: 1 });
    expect(await sealAll(world.db, placeId, later)).toBe(4);
    expect(await check(placeId)).toMatchObject({ ok: true, lines: 7, waiting: 0, seals: 2 });
    expect(await sealAll(world.db, placeId, later)).toBe(0);
  });

  test('does not miss a line whose transaction began before the seal and ended after it', async () => {
    const placeId = v7();
    const begun = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const slow = world.db.write({ placeId }, async (tx) => {
      const id = await recordLine(tx, said(placeId));
      begun.resolve();
      await mayEnd.promise;
      return id;
    });
    await begun.promise;
    const quick = await write(said(placeId));
    expect(await sealAll(world.db, placeId, later)).toBe(1);
    mayEnd.resolve();
    const late = await slow;
    expect(late < quick).toBe(true);
    expect(await sealAll(world.db, placeId, later)).toBe(1);
    const lines = (await copy(placeId)).map((row) => JSON.parse(row)).filter((row) => row.row === 'line');
    expect(lines.map((row) => [row.n, row.line.id])).toEqual([
      [1, quick],
      [2, late],
    ]);
    expect(await check(placeId)).toMatchObject({ ok: true, lines: 2, waiting: 0 });
  });

  test('makes no writer wait while a seal is being made', async () => {
    const placeId = v7();
    await write(said(placeId));
    const sealer = new pg.Client({ connectionString: world.ownerUrl });
    await sealer.connect();
    await sealer.query(`begin; select pg_advisory_xact_lock(hashtextextended('audit seal ${placeId}', 0));
      delete from audit_unsealed where place_id = '${placeId}'`);
    const outcome = await Promise.race([write(said(placeId)), wait(2_000, 'waited')]);
    await sealer.query('rollback');
    await sealer.end();
    expect(outcome).not.toBe('waited');
  });

  test('is left to the process that is at it already, without waiting for it', async () => {
    const placeId = v7();
    await write(said(placeId));
    const sealer = new pg.Client({ connectionString: world.ownerUrl });
    await sealer.connect();
    await sealer.query(`begin; select pg_advisory_xact_lock(hashtextextended('audit seal ${placeId}', 0))`);
    const outcome = await Promise.race([sealAll(world.db, placeId, later), wait(2_000, 'waited')]);
    await sealer.query('rollback');
    await sealer.end();
    expect(outcome).toBe(0);
    expect(await sealAll(world.db, placeId, later)).toBe(1);
  });

  test('by several processes at once while people write keeps one chain with every line', async () => {
    const placeId = v7();
    let writing = true;
    const sealer = async () => {
      while (writing) await sealBatch(world.db, placeId, later, { limit: 5 });
    };
    const sealers = [sealer(), sealer()];
    await Promise.all(Array.from({ length: 60 }, () => write(said(placeId))));
    writing = false;
    await Promise.all(sealers);
    await sealAll(world.db, placeId, later);
    expect(await check(placeId)).toMatchObject({ ok: true, lines: 60, waiting: 0 });
  });
});

describe('a copy for a stranger', () => {
  const sealedPlace = async (lines = 4) => {
    const placeId = v7();
    for (let count = 0; count < lines; count += 1) await write(said(placeId));
    await sealAll(world.db, placeId, later);
    return placeId;
  };

  test('is read in pieces of any size', async () => {
    const text = (await copy(await sealedPlace())).join('');
    const pieces = Array.from({ length: Math.ceil(text.length / 7) }, (_, index) =>
      Buffer.from(text.slice(index * 7, index * 7 + 7)),
    );
    expect(await verifyExport(pieces)).toMatchObject({ ok: true, lines: 4 });
  });

  test('two people with the same log read out the same fingerprint', async () => {
    const placeId = await sealedPlace();
    const [mine, yours] = [await check(placeId), await check(placeId)];
    expect(mine).toMatchObject({ ok: true, fingerprint: expect.stringMatching(/^(\w{4}-){4}\w{4}$/) });
    expect(yours).toEqual(mine);
    const other = await check(await sealedPlace());
    expect(other.ok && mine.ok && other.fingerprint !== mine.fingerprint).toBe(true);
  });

  test('that was cut off, padded or written otherwise is not accepted', async () => {
    const rows = await copy(await sealedPlace());
    const spoiled = {
      'cut off': rows.slice(0, -1),
      'a line twice': rows.toSpliced(2, 0, rows[2]!),
      'no beginning': rows.slice(1),
      'more after the end': [...rows, rows[1]!],
      'blanks between': rows.with(2, rows[2]!.replace(':', ': ')),
      'a number changed': rows.with(2, rows[2]!.replace('"n":2', '"n":3')),
      'a word changed': rows.with(2, rows[2]!.replace('"done"', '"closed"')),
      'a field with two values': rows.with(2, rows[2]!.replace('{"line":', '{"line":{},"line":')),
      empty: [],
    };
    for (const [how, copied] of Object.entries(spoiled))
      expect([how, (await verifyExport(copied)).ok]).toEqual([how, false]);
    expect((await verifyExport(rows)).ok).toBe(true);
  });

  test('of a log that an owner got at says which line is not what was sealed', async () => {
    const placeId = await sealedPlace(5);
    await owner.query(`alter table audit_line disable trigger audit_line_stays`);
    const { rows } = await owner.query('select id from audit_line where place_id = $1 order by id', [placeId]);
    await owner.query(`update audit_line set outcome = 'refused' where id = $1`, [rows[2].id]);
    expect(await check(placeId)).toMatchObject({
      ok: false,
      lines: 2,
      fault: { kind: 'changed', line: 3, id: rows[2].id },
    });
    await owner.query(`update audit_line set outcome = 'done' where id = $1`, [rows[2].id]);
    await owner.query('delete from audit_line where id = $1', [rows[4].id]);
    expect(await check(placeId)).toMatchObject({ ok: false, fault: { kind: 'missing', line: 5 } });
    await owner.query(`alter table audit_line enable trigger audit_line_stays`);
  });

  test('of a log with a line kept from being sealed says so', async () => {
    const placeId = await sealedPlace(2);
    const kept = await write(said(placeId));
    await owner.query('delete from audit_unsealed where line_id = $1', [kept]);
    expect(await check(placeId)).toMatchObject({ ok: false, fault: { kind: 'missing' } });
  });
});

describe('two copies of two days', () => {
  test('the later one holds all of the earlier one and more', async () => {
    const placeId = v7();
    await write(said(placeId));
    await sealAll(world.db, placeId, later);
    await write(said(placeId));
    const then = await copy(placeId);
    expect(await compareExports(then, then)).toEqual({ ok: true, same: true, newLines: 0 });
    await write(said(placeId));
    await sealAll(world.db, placeId, later);
    expect(await compareExports(then, await copy(placeId))).toEqual({ ok: true, same: false, newLines: 1 });
  });

  /** A log written anew from the start with what `change` makes of the lines: each such chain is whole in itself. */
  const rewritten = async (change: (lines: string[]) => string[]) => {
    const placeId = v7();
    for (let count = 0; count < 4; count += 1) await write(said(placeId, { details: { count } }));
    await sealBatch(world.db, placeId, later, { limit: 3 });
    const then = await copy(placeId);
    const { rows } = await owner.query('select id from audit_line where place_id = $1 order by id', [placeId]);
    await owner.query('begin');
    await owner.query('alter table audit_line disable trigger user; alter table audit_seal disable trigger user');
    await owner.query('delete from audit_seal where place_id = $1', [placeId]);
    for (const statement of change(rows.map((row) => row.id))) await owner.query(statement);
    await owner.query('delete from audit_unsealed where place_id = $1', [placeId]);
    await owner.query('insert into audit_unsealed select place_id, id from audit_line where place_id = $1', [placeId]);
    await owner.query('alter table audit_line enable trigger user; alter table audit_seal enable trigger user');
    await owner.query('commit');
    await sealAll(world.db, placeId, later);
    const now = await copy(placeId);
    expect(await verifyExport(now)).toMatchObject({ ok: true });
    return { ids: rows.map((row) => row.id), result: await compareExports(then, now) };
  };

  test('show an edit', async () => {
    const { ids, result } = await rewritten((lines) => [
      `update audit_line set outcome = 'closed' where id = '${lines[1]}'`,
    ]);
    expect(result).toMatchObject({ ok: false, copy: 'newer', fault: { kind: 'changed', line: 2, id: ids[1] } });
  });
  test('show a removal', async () => {
    const { ids, result } = await rewritten((lines) => [`delete from audit_line where id = '${lines[1]}'`]);
    expect(result).toMatchObject({ ok: false, fault: { kind: 'missing', line: 2, id: ids[1] } });
  });
  test('show a removal of the newest line, which waited for its seal', async () => {
    const { ids, result } = await rewritten((lines) => [`delete from audit_line where id = '${lines[3]}'`]);
    expect(result).toMatchObject({ ok: false, fault: { kind: 'missing', id: ids[3] } });
  });
  test('show lines that changed places', async () => {
    const { ids, result } = await rewritten(([one, two]) => [
      `update audit_line set id = '${v7()}' where id = '${one}'`,
      `update audit_line set id = '${one}' where id = '${two}'`,
    ]);
    expect(result).toMatchObject({ ok: false, fault: { line: 1, id: ids[0] } });
  });
  test('show a line put in before others', async () => {
    const { result } = await rewritten(([, two]) => [
      `insert into audit_line select place_id, (left(id::text, 35) || case right(id::text, 1) when '0' then '1' else '0' end)::uuid,
         at, actor_kind, actor_mark, rule, action, outcome, subject_type, subject_id, subject_mark, details
         from audit_line where id = '${two}'`,
    ]);
    expect(result).toMatchObject({ ok: false, copy: 'newer', fault: { kind: 'added', seal: 1 } });
  });

  test('of two places are not compared', async () => {
    const [here, there] = [v7(), v7()];
    expect(await compareExports(await copy(here), await copy(there))).toMatchObject({ ok: false, copy: 'newer' });
  });
});

describe('a person', () => {
  const person = (placeId: string, personId: string) => said(placeId, { actor: { kind: 'person', personId } });

  test('can be told every line they acted in or that is about them', async () => {
    const [placeId, asha, ben] = [v7(), v7(), v7()];
    await write(person(placeId, asha));
    await write({ ...person(placeId, ben), subject: { type: 'person', id: asha }, action: 'connect.introduce' });
    const mine = await world.db.read({ placeId }, (tx) => linesOfPerson(tx, { placeId, personId: asha }));
    expect(mine.map(({ part, action }) => [part, action])).toEqual([
      ['actor', 'listen.say'],
      ['subject', 'connect.introduce'],
    ]);
  });

  test('who is erased is nowhere in the log any more, and the chain holds', async () => {
    const [placeId, asha] = [v7(), v7()];
    await write(person(placeId, asha));
    await sealAll(world.db, placeId, later);
    const before = await copy(placeId);
    expect(await world.db.write({ placeId }, (tx) => forgetPerson(tx, { placeId, personId: asha }))).toBe(1);
    const { rows } = await owner.query(
      `
      select string_agg(l::text, '') || string_agg(coalesce(p::text, ''), '') || string_agg(s::text, '') as everything
        from audit_line l left join audit_person p using (place_id) join audit_seal s using (place_id) where place_id = $1`,
      [placeId],
    );
    expect(rows[0].everything).not.toContain(asha);
    expect(await copy(placeId)).toEqual(before);
    expect(await check(placeId)).toMatchObject({ ok: true, lines: 1 });
  });
});

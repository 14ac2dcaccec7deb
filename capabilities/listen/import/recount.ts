import { sql } from 'kysely';
import { type ImportParts, numbersOf, runOf, voterContext } from './import-conversation.ts';
import { turnOrder } from './turn-order.ts';

export interface Recount {
  conversationId: string;
  /** Vote events, and votes that count: the last of each voter on each statement. */
  source: { events: number; counting: number; agree: number; disagree: number; pass: number };
  here: { events: number; counting: number; agree: number; disagree: number; pass: number };
  /** The first votes that differ, in the source's own names; empty when all agree. */
  differences: { voter: string; statement: string; source: number | null; here: number | null }[];
  agrees: boolean;
}

const tellMost = 20;

/** Holds every vote kept here against the files it came from. Null when these files were never brought in. */
export async function recount(
  parts: Pick<ImportParts, 'db' | 'sealer' | 'placeId' | 'fileHash' | 'statements' | 'votes'>,
): Promise<Recount | null> {
  const { db, sealer, placeId, votes } = parts;
  const run = await runOf(parts);
  if (!run) return null;
  const { log } = votes;
  const statements = numbersOf(parts);
  const numberOf = new Map(statements.map(({ id, number }) => [id, number]));
  const width = Math.max(0, ...statements.map(({ number }) => number)) + 1;

  const here = await db.bulk({ placeId }, async (tx) => {
    const voters = await tx
      .selectFrom('voter')
      .select(['number', 'print'])
      .where('place_id', '=', placeId)
      .where('conversation_id', '=', run.conversationId)
      .execute();
    const events = await sql<{ n: number }>`
      select count(*) as n from vote where place_id = ${placeId} and conversation_id = ${run.conversationId}`.execute(
      tx,
    );
    const last = await sql<{ voter: number; statement: number; value: number }>`
      select distinct on (voter, statement) voter, statement, value from vote
      where place_id = ${placeId} and conversation_id = ${run.conversationId}
      order by voter, statement, turn desc`.execute(tx);
    return { voters, events: Number(events.rows[0]?.n ?? 0), last: last.rows };
  });

  // Voters are found by the print of their name, so that a mix-up of numbers would show.
  const context = voterContext(placeId, run.conversationId);
  const byPrint = new Map(here.voters.map(({ number, print }) => [print.toString('hex'), number]));
  const numberOfPerson = log.people.map((name) => byPrint.get(sealer.fingerprint(name, context).toString('hex')) ?? -1);

  const expected = new Map<number, number>();
  for (const entry of turnOrder(log)) {
    const voter = numberOfPerson[log.person[entry] as number] as number;
    const statement = numberOf.get(log.statements[log.statement[entry] as number] as string) as number;
    expected.set(voter * width + statement, log.vote[entry] as number);
  }
  const differences: Recount['differences'] = [];
  const kept = new Map(here.last.map(({ voter, statement, value }) => [voter * width + statement, value]));
  const names = new Map(numberOfPerson.map((number, index) => [number, log.people[index] as string]));
  const statementIds = new Map(statements.map(({ id, number }) => [number, id]));
  let different = 0;
  for (const key of new Set([...expected.keys(), ...kept.keys()])) {
    const [source, mine] = [expected.get(key) ?? null, kept.get(key) ?? null];
    if (source === mine) continue;
    different += 1;
    if (differences.length < tellMost)
      differences.push({
        voter: names.get(Math.floor(key / width)) ?? '?',
        statement: statementIds.get(key % width) ?? '?',
        source,
        here: mine,
      });
  }
  const sourceSums = { events: log.size, ...sums(expected) };
  const hereSums = { events: here.events, ...sums(kept) };
  return {
    conversationId: run.conversationId,
    source: sourceSums,
    here: hereSums,
    differences,
    agrees: different === 0 && sourceSums.events === hereSums.events,
  };
}

function sums(last: ReadonlyMap<number, number>) {
  let [agree, disagree, pass] = [0, 0, 0];
  for (const value of last.values()) {
    if (value === 1) agree += 1;
    else if (value === -1) disagree += 1;
    else pass += 1;
  }
  return { counting: last.size, agree, disagree, pass };
}

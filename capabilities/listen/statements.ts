import type { Tx } from '@upwell/platform/database';
import './tables.ts';

export interface Statement {
  number: number;
  contributionId: string;
  /** Null where the hosts refused it. */
  words: string | null;
  lang: string;
  agrees: number;
  disagrees: number;
  passes: number;
}

/** Statements of a conversation by their number; a page goes on after a number. */
export async function statementsOf(
  tx: Tx,
  placeId: string,
  conversationId: string,
  { after, limit }: { after: number | null; limit: number },
): Promise<Statement[]> {
  let query = tx
    .selectFrom('statement')
    .innerJoin('contribution', (join) =>
      join
        .onRef('contribution.place_id', '=', 'statement.place_id')
        .onRef('contribution.id', '=', 'statement.contribution_id'),
    )
    .select(['number', 'contribution_id', 'words', 'lang', 'moderated', 'agrees', 'disagrees', 'passes'])
    .where('statement.place_id', '=', placeId)
    .where('statement.conversation_id', '=', conversationId);
  if (after !== null) query = query.where('number', '>', after);
  const rows = await query.orderBy('number').limit(limit).execute();
  return rows.map((row) => ({
    number: row.number,
    contributionId: row.contribution_id,
    words: row.moderated === -1 ? null : row.words,
    lang: row.lang,
    agrees: row.agrees,
    disagrees: row.disagrees,
    passes: row.passes,
  }));
}

import type { ActionContext } from '@upwell/platform/action';
import { translator } from '@upwell/platform/i18n';
import type { Failure } from '@upwell/platform/outcome';
import { refuseField } from '@upwell/platform/outcome';
import { amend } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { addSums, breachOf, type LedgerKind, leftIn, noMoney, stateOfAward, unspent } from './model.ts';
import { type Award, type Fund, sumsOfAward, sumsOfFund } from './queries.ts';
import './tables.ts';

export interface NewLine {
  kind: LedgerKind;
  /** Not nothing; below it only where another line is put right. */
  pence: number;
  day: string;
  note: string | null;
  corrects: string | null;
  by: string;
}

/**
 * Writes one line, if the sums stay true with it. The caller holds the fund (`holdFund`), so nobody else moves its
 * money meanwhile.
 * @param field the form's field a refusal belongs to
 */
export async function writeLine(
  { tx, actor, place, lang, services, now, announce, about }: ActionContext,
  { fund, award }: { fund: Fund; award: Award },
  line: NewLine,
  field: string,
): Promise<{ id: string } | Failure> {
  const { placeId } = actor;
  const t = translator(services.catalogue, lang, place.words);
  const [ofAward, ofFund] = [await sumsOfAward(tx, placeId, award.id), await sumsOfFund(tx, placeId, fund.id)];
  const step = { ...noMoney, [line.kind]: line.pence };
  const after = addSums(ofAward, step);
  const breach = breachOf(after, { totalPence: fund.totalPence, sums: addSums(ofFund, step) });
  if (breach)
    return refuseField(field, `fund.line.${breach}`, {
      promised: t.money(ofAward.promised),
      paid: t.money(ofAward.paid),
      unspent: t.money(unspent(ofAward)),
      left: t.money(leftIn(fund.totalPence, ofFund)),
    });
  const id = newId();
  await tx
    .insertInto('ledger_line')
    .values({
      place_id: placeId,
      id,
      award_id: award.id,
      fund_id: fund.id,
      kind: line.kind,
      pence: line.pence,
      day: line.day,
      note: line.note,
      corrects: line.corrects,
      by_words: line.by,
      made_at: now,
      made_by: actor.personId,
    })
    .execute();
  await amend(
    tx,
    { placeId, id: award.id },
    {
      state: stateOfAward(after),
      ...(line.kind === 'promised' && { title: `${t.money(after.promised)} · ${award.to}` }),
    },
  );
  about('award', award.id);
  announce({ name: 'award.money-moved', subject: { type: 'award', id: award.id }, data: { kind: line.kind } });
  return { id };
}

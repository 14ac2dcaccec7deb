import { defineAction, longText } from '@upwell/platform/action';
import { translator } from '@upwell/platform/i18n';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { amend, remember } from '@upwell/thread';
import { z } from 'zod';
import { changesBetween } from '../changes.ts';
import { claimFields, readClaim } from '../fields.ts';
import { type Claim, claimById, columnsOf } from '../queries.ts';
import { mayClaim } from '../rules.ts';
import { titleOf } from '../words-of.ts';

/** Puts a claim right. Every word that was changed stays to be read, with why (GO12). */
export const correctClaim = defineAction({
  name: 'learn.correct',
  rule: mayClaim,
  subject: ({ tx, actor }, { id }) => claimById(tx, actor.placeId, id as string),
  phase: (claim: Claim) =>
    claim.retractedAt ? refuse('closed', { problem: { key: 'learn.claim.is-retracted' } }) : null,
  input: z.strictObject({ ...claimFields, because: longText({ max: 2000, missing: 'learn.correct.missing-because' }) }),
  async do({ tx, actor, place, now, lang, services, announce, about }, { because, ...typed }, before: Claim) {
    const { placeId } = actor;
    const after = readClaim(typed);
    if ('ok' in after) return after;
    const t = translator(services.catalogue, lang, place.words);
    const changes = changesBetween(t, before, after);
    if (changes.length === 0) return refuseField('because', 'learn.correct.same');
    await tx
      .updateTable('claim')
      .set(columnsOf(after))
      .where('place_id', '=', placeId)
      .where('id', '=', before.id)
      .execute();
    await amend(
      tx,
      { placeId, id: before.id },
      {
        title: titleOf(t, after),
        line: after.caveat ?? after.source,
        state: after.made === 'observed' ? after.level : after.made,
      },
    );
    for (const change of changes)
      await remember(tx, {
        placeId,
        recordId: before.id,
        happened: `learn.history.${change.part}`,
        before: change.before,
        after: change.after,
        reason: because,
        byPerson: actor.personId,
        byWords: before.by,
        now,
      });
    about('claim', before.id);
    announce({ name: 'claim.corrected', subject: { type: 'claim', id: before.id } });
    return done({ id: before.id });
  },
});

import { defineAction, longText } from '@upwell/platform/action';
import { translator } from '@upwell/platform/i18n';
import { done, refuse } from '@upwell/platform/outcome';
import { amend, remember } from '@upwell/thread';
import { z } from 'zod';
import { type Claim, claimById } from '../queries.ts';
import { mayClaim } from '../rules.ts';
import { titleOf } from '../words-of.ts';

/** Takes a claim back. It stays to be read, with a line through it and the reason. */
export const retractClaim = defineAction({
  name: 'learn.retract',
  rule: mayClaim,
  subject: ({ tx, actor }, { id }) => claimById(tx, actor.placeId, id as string),
  phase: (claim: Claim) =>
    claim.retractedAt ? refuse('closed', { problem: { key: 'learn.claim.is-retracted' } }) : null,
  input: z.strictObject({ because: longText({ max: 2000, missing: 'learn.retract.missing-because' }) }),
  async do({ tx, actor, place, now, lang, services, announce, about }, { because }, claim: Claim) {
    const { placeId } = actor;
    await tx
      .updateTable('claim')
      .set({ retracted_at: now, retracted_because: because })
      .where('place_id', '=', placeId)
      .where('id', '=', claim.id)
      .execute();
    const t = translator(services.catalogue, lang, place.words);
    await amend(
      tx,
      { placeId, id: claim.id },
      { state: 'retracted', title: `${t('learn.claim.retracted')} · ${titleOf(t, claim)}` },
    );
    await remember(tx, {
      placeId,
      recordId: claim.id,
      happened: 'learn.history.retracted',
      reason: because,
      byPerson: actor.personId,
      byWords: claim.by,
      now,
    });
    about('claim', claim.id);
    announce({ name: 'claim.retracted', subject: { type: 'claim', id: claim.id } });
    return done({ id: claim.id });
  },
});

import { defineAction, optionalId, optionalText } from '@upwell/platform/action';
import { translator } from '@upwell/platform/i18n';
import { done, refuse } from '@upwell/platform/outcome';
import { dayOf, link, recordHead, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { claimFields, readClaim } from '../fields.ts';
import { columnsOf } from '../queries.ts';
import { mayClaim } from '../rules.ts';
import { titleOf } from '../words-of.ts';
import '../tables.ts';

/** Says that something changed, with what is needed to judge it (LE02). What would travel without its whole, its base or its working is refused (LE03). */
export const makeClaim = defineAction({
  name: 'learn.claim',
  rule: mayClaim,
  input: z.strictObject({ ...claimFields, by: optionalText(), about: optionalId() }),
  async do({ tx, actor, place, now, lang, services, announce, about }, { by, about: aboutId, ...typed }) {
    const { placeId } = actor;
    const claim = readClaim(typed);
    if ('ok' in claim) return claim;
    const behind = aboutId ? await recordHead(tx, placeId, aboutId, false) : null;
    if (aboutId && (!behind || ['said', 'changed', 'told'].includes(behind.step))) return refuse('not-found');
    const id = newId();
    const t = translator(services.catalogue, lang, place.words);
    const saidBy = by ?? place.name;
    await register(tx, {
      placeId,
      id,
      type: 'claim',
      step: 'changed',
      title: titleOf(t, claim),
      line: claim.caveat ?? claim.source,
      state: claim.made === 'observed' ? claim.level : claim.made,
      onDay: dayOf(now, place.timeZone),
      now,
    });
    await tx
      .insertInto('claim')
      .values({
        place_id: placeId,
        id,
        ...columnsOf(claim),
        said_by: saidBy,
        retracted_at: null,
        retracted_because: null,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    if (behind) await link(tx, { placeId, from: behind.id, to: id, kind: 'shows-up-in', madeBy: actor.personId, now });
    about('claim', id);
    announce({ name: 'claim.made', subject: { type: 'claim', id } });
    return done({ id });
  },
});

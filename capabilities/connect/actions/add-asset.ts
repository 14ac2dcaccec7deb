import { readReach } from '@upwell/act';
import { checkbox, choice, defineAction, optionalText, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { type AssetWords, assetContactContext, giftContext } from '../assets.ts';
import { assetKinds, visibilities } from '../model.ts';
import { mayMap } from '../rules.ts';
import '../tables.ts';

/** Puts a place, a skill, a passion, a network or an outside movement on the map (CO01). A private gift is sealed whole. */
export const addAsset = defineAction({
  name: 'connect.addAsset',
  rule: mayMap,
  input: z.strictObject({
    kind: choice(assetKinds, 'connect.asset.missing-kind'),
    title: shortText({ missing: 'connect.asset.missing-title' }),
    about: optionalText({ max: 3000, lines: true }),
    venue: optionalText({ max: 300 }),
    custodian: optionalText(),
    terms: optionalText({ max: 1000, lines: true }),
    hours: optionalText({ max: 300 }),
    visibility: choice(visibilities, 'connect.asset.missing-visibility').default('public'),
    contact: optionalText({ max: 254 }),
    agreed: checkbox(),
  }),
  async do({ tx, actor, place, now, services, announce, about }, input) {
    const { placeId } = actor;
    if (!input.agreed) return refuseField('agreed', 'connect.asset.must-agree');
    const reach = input.contact === null ? null : readReach(input.contact);
    if (input.contact !== null && !reach) return refuseField('contact', 'connect.asset.bad-contact');
    const id = newId();
    const open = input.visibility === 'public';
    const words: AssetWords = {
      title: input.title,
      about: input.about,
      venue: input.venue,
      custodian: input.custodian,
      terms: input.terms,
      hours: input.hours,
    };
    await register(tx, {
      placeId,
      id,
      type: 'asset',
      step: 'done',
      title: open ? input.title : '…',
      line: open ? input.about : null,
      state: input.kind,
      onDay: dayOf(now, place.timeZone),
      sensitivity: open ? 'public' : 'confidential',
      now,
    });
    await tx
      .insertInto('asset')
      .values({
        ...(open ? words : { title: null, about: null, venue: null, custodian: null, terms: null, hours: null }),
        place_id: placeId,
        id,
        kind: input.kind,
        visibility: input.visibility,
        sealed: open ? null : services.sealer.seal(JSON.stringify(words), giftContext(placeId, id)),
        contact: reach ? services.sealer.seal(reach.address, assetContactContext(placeId, id)) : null,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    about('asset', id);
    announce({ name: 'asset.added', subject: { type: 'asset', id } });
    return done({ id });
  },
});

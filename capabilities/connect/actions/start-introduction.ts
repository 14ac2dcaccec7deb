import { readWay, ways } from '@upwell/act';
import { choice, defineAction, hiddenId, longText, optionalText } from '@upwell/platform/action';
import { done, refuse } from '@upwell/platform/outcome';
import { newCode } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { codeContext, type Details, detailsContext } from '../introductions.ts';
import { LONGEST_FACTS, targetKinds } from '../model.ts';
import { mayIntroduce } from '../rules.ts';
import { targetOf } from '../targets.ts';
import '../tables.ts';

/** Writes an introduction down, sealed. Nothing is sent before the person has seen what would travel (CO03, CO04). */
export const startIntroduction = defineAction({
  name: 'connect.startIntroduction',
  rule: mayIntroduce,
  input: z.strictObject({
    kind: choice(targetKinds),
    target: hiddenId(),
    facts: longText({ max: LONGEST_FACTS, missing: 'connect.introduce.missing-facts' }),
    nickname: optionalText({ max: 60 }),
    by: optionalText({ max: 120 }),
    wish: optionalText({ max: 300 }),
    tell: choice(ways, 'act.tell.missing').default('code'),
    email: optionalText({ max: 254 }),
    phone: optionalText({ max: 40 }),
  }),
  async do({ tx, actor, now, lang, services, about }, input) {
    const { placeId } = actor;
    const { sealer } = services;
    const connector = actor.powers.has('connect');
    const target = await targetOf(tx, sealer, { placeId, kind: input.kind, id: input.target, connector });
    if (!target) return refuse('not-found');
    const way = readWay(input);
    if ('ok' in way) return way;
    const id = newId();
    const code = newCode();
    const details: Details = {
      nickname: input.nickname,
      facts: input.facts,
      wish: input.wish,
      channel: way.channel,
      address: way.address,
      code,
    };
    await tx
      .insertInto('introduction')
      .values({
        place_id: placeId,
        id,
        target_kind: input.kind,
        target_id: input.target,
        state: 'draft',
        by_words: input.by,
        details: sealer.seal(JSON.stringify(details), detailsContext(placeId, id)),
        code_print: sealer.fingerprint(code, codeContext(placeId)),
        lang,
        other_told: null,
        sent_at: null,
        check_on: null,
        asked_at: null,
        outcome_at: null,
        outcome_by: null,
        gap_id: null,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    about('introduction', id);
    return done({ id, code });
  },
});

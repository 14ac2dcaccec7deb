import { choice, defineAction, optionalText, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { z } from 'zod';
import { count } from '../counts.ts';
import { maySayHeard } from '../rules.ts';
import { contributionByCode } from '../way-back.ts';

/** Whoever said something tells whether the reply shows that they were heard. They may change their mind. */
export const sayHeard = defineAction({
  name: 'thread.sayHeard',
  rule: maySayHeard,
  input: z.strictObject({
    code: shortText({ max: 60, missing: 'thread.code.missing' }),
    heard: choice(['heard', 'not-heard'], 'thread.heard.choose'),
    words: optionalText({ max: 2000, lines: true }),
  }),
  async do({ tx, actor, now, services, about }, { code, heard, words }) {
    const contribution = await contributionByCode(tx, services.sealer, actor.placeId, code);
    if (!contribution) return refuseField('code', 'thread.code.unknown');
    const last = await tx
      .selectFrom('told')
      .select(['reply_id', 'heard'])
      .where('place_id', '=', actor.placeId)
      .where('contribution_id', '=', contribution)
      .orderBy('told_at', 'desc')
      .forUpdate()
      .executeTakeFirst();
    if (!last) return refuseField('code', 'thread.code.not-yet');
    await tx
      .updateTable('told')
      .set({ heard, heard_at: now, heard_words: words })
      .where('place_id', '=', actor.placeId)
      .where('contribution_id', '=', contribution)
      .where('reply_id', '=', last.reply_id)
      .execute();
    if (last.heard !== heard) {
      const parent = await tx
        .selectFrom('record')
        .select('parent_id')
        .where('place_id', '=', actor.placeId)
        .where('id', '=', contribution)
        .executeTakeFirst();
      for (const subject of [actor.placeId, last.reply_id, ...(parent?.parent_id ? [parent.parent_id] : [])]) {
        if (last.heard) await count(tx, actor.placeId, subject, last.heard, -1);
        await count(tx, actor.placeId, subject, heard, 1);
      }
    }
    about('reply', last.reply_id);
    return done({ contributionId: contribution });
  },
});

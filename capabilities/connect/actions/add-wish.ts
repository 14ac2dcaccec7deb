import { readWay } from '@upwell/act';
import { choice, defineAction, optionalText, shortText } from '@upwell/platform/action';
import { done } from '@upwell/platform/outcome';
import { z } from 'zod';
import { addGap } from '../gaps.ts';
import { mayIntroduce } from '../rules.ts';

/** Puts a wish that nothing here answers yet on the gap list (CO05). */
export const addWish = defineAction({
  name: 'connect.addWish',
  rule: mayIntroduce,
  input: z.strictObject({
    words: shortText({ max: 300, missing: 'connect.wish.missing' }),
    tell: choice(['none', 'email', 'sms'], 'act.tell.missing').default('none'),
    email: optionalText({ max: 254 }),
    phone: optionalText({ max: 40 }),
  }),
  async do({ tx, actor, place, now, lang, services, announce, about }, { words, tell, email, phone }) {
    const way = tell === 'none' ? null : readWay({ tell, email, phone });
    if (way && 'ok' in way) return way;
    const id = await addGap(tx, services.sealer, {
      placeId: actor.placeId,
      words,
      way: way && way.channel !== 'code' ? way : null,
      lang,
      madeBy: actor.personId,
      timeZone: place.timeZone,
      now,
    });
    about('gap', id);
    announce({ name: 'gap.named', subject: { type: 'gap', id } });
    return done({ id });
  },
});

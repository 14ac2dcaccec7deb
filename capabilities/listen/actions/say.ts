import { choice, defineAction, longText, optionalId, optionalText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf, newCode } from '@upwell/thread';
import { z } from 'zod';
import { keepContribution } from '../keep-contribution.ts';
import { sharings } from '../model.ts';
import { openForWords } from '../phases.ts';
import { conversationById } from '../queries.ts';
import { maySay } from '../rules.ts';
import { readWayBack } from '../way-back-fields.ts';

/** Somebody says something: under a minute, without an account, and with a way to hear back if they like (LI01). */
export const say = defineAction({
  name: 'listen.say',
  rule: maySay,
  input: z.strictObject({
    conversation: optionalId(),
    words: longText({ missing: 'listen.say.missing-words' }),
    sharing: choice(sharings, 'listen.say.missing-sharing').default('public'),
    name: optionalText({ max: 120 }),
    tell: choice(['code', 'email', 'sms', 'none'], 'listen.say.missing-tell').default('code'),
    email: optionalText({ max: 254 }),
    phone: optionalText({ max: 40 }),
  }),
  async do(context, input) {
    const { tx, actor, place, now, lang } = context;
    const conversation = input.conversation ? await conversationById(tx, actor.placeId, input.conversation) : null;
    if (input.conversation && !conversation) return refuseField('conversation', 'listen.say.no-conversation');
    const shut = conversation && openForWords(conversation, dayOf(now, place.timeZone));
    if (shut) return shut;
    const way = readWayBack(input);
    if ('ok' in way) return way;
    const code = newCode();
    const { id, replyDue } = await keepContribution(context, {
      conversation,
      words: input.words,
      sharing: input.sharing,
      shownName: input.name,
      lang,
      source: 'direct',
      forSomeone: false,
      channel: 'web',
      heardWhere: null,
      serial: '',
      way: way.channel === 'none' ? null : { channel: way.channel, address: way.address, code },
    });
    return done({ id, code: way.channel === 'none' ? null : code, replyDue, conversationId: conversation?.id ?? null });
  },
});

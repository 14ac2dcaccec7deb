import { checkbox, choice, defineAction, longText, optionalText } from '@upwell/platform/action';
import { isLang } from '@upwell/platform/i18n';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf, newCode } from '@upwell/thread';
import { z } from 'zod';
import { keepContribution } from '../keep-contribution.ts';
import { sharings, sources, takenDownBy } from '../model.ts';
import { openForWords } from '../phases.ts';
import { type Conversation, conversationById } from '../queries.ts';
import { mayTakeDown } from '../rules.ts';
import { readWayBack } from '../way-back-fields.ts';

/** Most sheets in one go. */
const MOST_SHEETS = 40;

/**
 * Takes down what people said elsewhere: a talk on the street, a call, a pile of paper cards, a text message.
 * One entry a paragraph; an empty line parts two people's words. Nobody's name is needed.
 */
export const takeDown = defineAction({
  name: 'listen.takeDown',
  rule: mayTakeDown,
  subject: ({ tx, actor }, { id }) => conversationById(tx, actor.placeId, id as string),
  phase: (conversation: Conversation, { now, place }) => openForWords(conversation, dayOf(now, place.timeZone)),
  input: z.strictObject({
    words: longText({ max: 20_000, missing: 'listen.take-down.missing-words' }),
    channel: choice(takenDownBy, 'listen.take-down.missing-channel'),
    source: choice(sources, 'listen.take-down.missing-source').default('direct'),
    forSomeone: checkbox(),
    each: choice(['one', 'many']).default('one'),
    sharing: choice(sharings, 'listen.say.missing-sharing').default('public'),
    where: optionalText({ max: 200 }),
    language: optionalText({ max: 5 }),
    tell: choice(['code', 'email', 'sms', 'none']).default('none'),
    email: optionalText({ max: 254 }),
    phone: optionalText({ max: 40 }),
    serial: optionalText({ max: 60 }),
  }),
  async do(context, input, conversation: Conversation) {
    const entries =
      input.each === 'many' ? input.words.split(/\n\s*\n/).filter((entry) => entry.trim() !== '') : [input.words];
    if (entries.length > MOST_SHEETS)
      return refuseField('words', 'listen.take-down.too-many', { max: MOST_SHEETS, n: entries.length });
    const long = entries.findIndex((entry) => entry.length > 5000);
    if (long >= 0) return refuseField('words', 'listen.take-down.long-entry', { n: long + 1 });
    const way = readWayBack(input);
    if ('ok' in way) return way;
    if (entries.length > 1 && way.address !== null) return refuseField('tell', 'listen.take-down.one-address');
    const codes: string[] = [];
    for (const [index, entry] of entries.entries()) {
      const code = newCode();
      if (way.channel !== 'none') codes.push(code);
      await keepContribution(context, {
        conversation,
        words: entry.trim(),
        sharing: input.sharing,
        shownName: null,
        lang: isLang(input.language ?? '') ? (input.language as typeof context.lang) : context.lang,
        source: input.source,
        forSomeone: input.forSomeone,
        channel: input.channel,
        heardWhere: input.where,
        serial: input.serial ? `${input.serial}${entries.length > 1 ? `/${index + 1}` : ''}` : '',
        way: way.channel === 'none' ? null : { ...way, code },
      });
    }
    return done({ count: entries.length, codes, conversationId: conversation.id });
  },
});

import { nobodyByHand, type Rule } from '@upwell/platform/access';
import { defineAction, longText, shortText } from '@upwell/platform/action';
import { hook } from '@upwell/platform/http';
import { verifySigned } from '@upwell/platform/messages';
import { done, refuse } from '@upwell/platform/outcome';
import { dayOf, newCode, recordsOfType } from '@upwell/thread';
import { z } from 'zod';
import { keepContribution } from './keep-contribution.ts';
import { openForWords } from './phases.ts';
import { conversationById } from './queries.ts';

/** A text message comes in by a signed call; the signature is the proof, checked before the action runs. */
const bySignedCall: Rule = {
  name: 'a signed call from the text message provider',
  mightEver: (actor) => actor.via === 'message' || nobodyByHand.mightEver(actor),
  may: (actor) => actor.via === 'message' || nobodyByHand.mightEver(actor),
};

/** Keeps a text message as a contribution to the place's newest open conversation, or to the place. */
export const receiveText = defineAction({
  name: 'listen.receiveText',
  rule: bySignedCall,
  input: z.strictObject({ from: shortText({ max: 40 }), words: longText({ max: 2000 }) }),
  async do(context, { from, words }) {
    const { tx, place, now, lang } = context;
    const newest = await recordsOfType(tx, {
      placeId: place.id,
      type: 'conversation',
      signedIn: false,
      state: ['open'],
      limit: 1,
    });
    const found = newest.records[0] ? await conversationById(tx, place.id, newest.records[0].id) : null;
    const conversation = found && openForWords(found, dayOf(now, place.timeZone)) === null ? found : null;
    const { id, replyDue } = await keepContribution(context, {
      conversation,
      words,
      sharing: 'public',
      shownName: null,
      lang,
      source: 'direct',
      forSomeone: false,
      channel: 'text',
      heardWhere: null,
      serial: '',
      way: { channel: 'sms', address: from, code: newCode() },
    });
    return done({ id, replyDue });
  },
});

export const textHook = hook({
  name: 'listen.receiveText',
  path: '/hooks/text',
  limit: 'hook',
  action: receiveText,
  async receive(raw, headers, { config, clock }) {
    if (config.webhookSecret === null) return refuse('not-found');
    const call = verifySigned(raw, headers, config.webhookSecret, clock.now());
    if (!call.ok) return call;
    const sent = textSent.safeParse(readJson(raw));
    if (!sent.success) return refuse('invalid');
    // The provider's own number for the call makes a repeated delivery harmless.
    return { body: sent.data, key: `text:${call.value.id}`.slice(0, 100) };
  },
});

const textSent = z.object({ from: z.string(), words: z.string() });

function readJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return null;
  }
}

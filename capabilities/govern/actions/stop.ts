import { anyone, type Rule } from '@upwell/platform/access';
import { type ActionContext, defineAction } from '@upwell/platform/action';
import { readStop, startMessages, stopMessages } from '@upwell/platform/messages';
import { done } from '@upwell/platform/outcome';
import { z } from 'zod';
import { byMailProgram } from '../rules.ts';

/** The token, if it is one of ours: it holds its own proof. */
const tokenOf = async (
  { tx, services, actor }: ActionContext,
  { token }: Record<string, string>,
): Promise<string | null> => {
  const found = await readStop(tx, services.sealer, actor.placeId, token as string);
  return found.ok ? (token as string) : null;
};

const stopping = (name: string, rule: Rule, field: z.ZodType<Record<string, unknown>>) =>
  defineAction({
    name,
    rule,
    subject: tokenOf,
    input: field,
    async do({ tx, actor, services, now }, _input, token: string) {
      const stopped = await stopMessages(tx, services.sealer, actor.placeId, token, now);
      return stopped.ok ? done({ token }) : stopped;
    },
  });

/** Stops messages of one kind to one address, from the page a message leads to. */
export const stopByHand = stopping('govern.stop', anyone, z.strictObject({}));
/** The same, by the button mail programs show. */
export const stopByMail = stopping('govern.stop-by-mail', byMailProgram, z.strictObject({}));

/** Lets them come again: the way back from a stop made by mistake. */
export const startAgain = defineAction({
  name: 'govern.start-again',
  rule: anyone,
  subject: tokenOf,
  input: z.strictObject({}),
  async do({ tx, actor, services }, _input, token: string) {
    const started = await startMessages(tx, services.sealer, actor.placeId, token);
    return started.ok ? done({ token }) : started;
  },
});

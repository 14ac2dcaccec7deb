import { choice, defineAction, optionalText, shortText } from '@upwell/platform/action';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { z } from 'zod';
import type { Introduction } from '../introductions.ts';
import { introductionByCode, introductionById } from '../introductions.ts';
import { outcomes } from '../model.ts';
import { forget, settle } from '../outcome.ts';
import { mayFollow, mayIntroduce } from '../rules.ts';

/** A person says with their code how it went, without an account; or has everything about them deleted. */
export const checkBack = defineAction({
  name: 'connect.checkBack',
  rule: mayIntroduce,
  input: z.strictObject({
    code: shortText({ max: 60, missing: 'thread.code.missing' }),
    outcome: choice([...outcomes, 'forget'], 'connect.check-back.missing'),
    gapWords: optionalText({ max: 300 }),
  }),
  async do(context, { code, outcome, gapWords }) {
    const { tx, actor, services } = context;
    const found = await introductionByCode(tx, services.sealer, actor.placeId, code, true);
    if (!found) return refuseField('code', 'thread.code.unknown');
    if (outcome === 'forget') {
      await forget(context, found);
      return done({ outcome: 'forget' as string, gapId: null as string | null });
    }
    if (found.state === 'draft' || found.state === 'held')
      return refuse('closed', { problem: { key: 'connect.check-back.not-sent' } });
    const { gapId } = await settle(context, found, { outcome, gapWords, by: 'person' });
    return done({ outcome: outcome as string, gapId });
  },
});

/** A connector, or whoever made the introduction, says how it went. */
export const logOutcome = defineAction({
  name: 'connect.logOutcome',
  rule: mayFollow,
  subject: ({ tx, actor }, { id }) => introductionById(tx, actor.placeId, id as string, true),
  phase: ({ state }: Introduction) =>
    state === 'waiting' || state === 'met' || state === 'not-met'
      ? null
      : refuse('closed', { problem: { key: 'connect.check-back.not-sent' } }),
  input: z.strictObject({
    outcome: choice(outcomes, 'connect.check-back.missing'),
    gapWords: optionalText({ max: 300 }),
  }),
  async do(context, input, introduction: Introduction) {
    const { gapId } = await settle(context, introduction, { ...input, by: 'connector' });
    return done({ gapId });
  },
});

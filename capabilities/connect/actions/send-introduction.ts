import { choice, defineAction, optionalText } from '@upwell/platform/action';
import { give } from '@upwell/platform/consent';
import { translator } from '@upwell/platform/i18n';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { z } from 'zod';
import {
  type Details,
  detailsContext,
  type Introduction,
  introductionWithCode,
  openDetails,
} from '../introductions.ts';
import { LONGEST_FACTS } from '../model.ts';
import { mayIntroduce } from '../rules.ts';
import { travel } from '../sending.ts';
import { targetOf } from '../targets.ts';
import '../tables.ts';

/**
 * Sends an introduction as it was shown, or writes its words anew to be shown again. Exactly what the person agreed to
 * travels; their yes is kept with the words they saw.
 */
export const sendIntroduction = defineAction({
  name: 'connect.sendIntroduction',
  rule: mayIntroduce,
  subject: ({ tx, actor, services }, { id, code }) =>
    introductionWithCode(tx, services.sealer, {
      placeId: actor.placeId,
      id: id as string,
      code: code as string,
      lock: true,
    }),
  phase: ({ state }: Introduction) =>
    state === 'draft' ? null : refuse('closed', { problem: { key: 'connect.look.sent-already' } }),
  input: z.strictObject({
    do: choice(['send', 'again']).default('send'),
    facts: optionalText({ max: LONGEST_FACTS, lines: true }),
  }),
  async do(context, input, introduction: Introduction) {
    const { tx, actor, place, now, lang, services, announce, about } = context;
    const { placeId } = actor;
    const { sealer, catalogue } = services;
    const { id } = introduction;
    const details = openDetails(sealer, placeId, introduction);
    if (input.do === 'again') {
      if (input.facts === null) return refuseField('facts', 'connect.introduce.missing-facts');
      const changed: Details = { ...details, facts: input.facts };
      await tx
        .updateTable('introduction')
        .set({ details: sealer.seal(JSON.stringify(changed), detailsContext(placeId, id)) })
        .where('place_id', '=', placeId)
        .where('id', '=', id)
        .execute();
      return done({ id, code: details.code, sent: false });
    }
    const target = await targetOf(tx, sealer, {
      placeId,
      kind: introduction.targetKind,
      id: introduction.targetId,
      connector: actor.powers.has('connect'),
    });
    if (!target) return refuse('closed', { problem: { key: 'connect.look.target-gone' } });
    const t = translator(catalogue, lang, place.words, { timeZone: place.timeZone });
    await give(
      tx,
      { placeId, type: 'introduction', id },
      {
        item: 'share-agreed-facts',
        given: true,
        words: { key: 'connect.look.yes', text: t('connect.look.yes'), lang },
        channel: introduction.by ? 'in-person' : 'web',
        personId: introduction.by ? null : actor.personId,
        now,
      },
    );
    const sent = await travel(tx, { sealer, catalogue, place, now }, introduction, target);
    if (!sent.ok) return sent;
    about('introduction', id);
    announce({ name: target.full ? 'introduction.held' : 'introduction.made', subject: { type: 'introduction', id } });
    return done({ id, code: details.code, sent: true });
  },
});

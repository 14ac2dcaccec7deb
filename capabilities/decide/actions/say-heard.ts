import { anyone } from '@upwell/platform/access';
import { defineAction, optionalText, shortText } from '@upwell/platform/action';
import { give, withdraw } from '@upwell/platform/consent';
import { translator } from '@upwell/platform/i18n';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { z } from 'zod';
import { type Verdict, verdicts } from '../model.ts';
import { memberByCode, type Panel, panelById, recommendationsOf } from '../panels.ts';
import '../tables.ts';

/**
 * A member marks each answer 'heard' or 'not heard', and may ask for a name to be shown. The code on their slip is the
 * proof; no account is needed. Fields: the code, a name, and `r-<id of the recommendation>` for each mark.
 */
export const sayHeard = defineAction({
  name: 'decide.sayHeard',
  rule: anyone,
  subject: ({ tx, actor }, { id }) => panelById(tx, actor.placeId, id as string),
  input: z
    .object({ code: shortText({ max: 80, missing: 'thread.code.missing' }), name: optionalText({ max: 120 }) })
    .catchall(z.enum(verdicts, { error: 'decide.heard.choose' })),
  async do({ tx, actor, place, now, lang, services, about }, input, panel: Panel) {
    const { placeId } = actor;
    const { code, name, ...marks } = input;
    const member = await memberByCode(tx, services.sealer, { placeId, panelId: panel.id, typed: code });
    if (!member) return refuseField('code', 'thread.code.unknown');
    const answered = (await recommendationsOf(tx, placeId, panel.id)).filter(({ answer }) => answer !== null);
    const known = new Map(answered.map(({ id }) => [`r-${id}`, id]));
    for (const [field, verdict] of Object.entries(marks)) {
      const recommendationId = known.get(field);
      if (!recommendationId) return refuse('not-found');
      await tx
        .insertInto('panel_verdict')
        .values({
          place_id: placeId,
          recommendation_id: recommendationId,
          member_id: member.id,
          verdict: verdict as Verdict,
          at: now,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['place_id', 'recommendation_id', 'member_id'])
            .doUpdateSet({ verdict: verdict as Verdict, at: now }),
        )
        .execute();
    }
    if (name !== member.shownName) {
      const subject = { placeId, type: 'panel-member', id: member.id };
      const t = translator(services.catalogue, lang, place.words, { timeZone: place.timeZone });
      if (name !== null)
        await give(tx, subject, {
          item: 'name',
          given: true,
          words: { key: 'decide.heard.name.hint', text: t('decide.heard.name.hint'), lang },
          channel: 'web',
          personId: null,
          now,
        });
      else await withdraw(tx, subject, { item: 'name', by: 'self', now });
      await tx
        .updateTable('panel_member')
        .set({ shown_name: name })
        .where('place_id', '=', placeId)
        .where('id', '=', member.id)
        .execute();
    }
    about('conversation', panel.id);
    return done({ id: panel.id, marked: Object.keys(marks).length });
  },
});

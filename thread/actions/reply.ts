import { calendarDay, choice, defineAction, longText, optionalText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { amend, link, register, remember } from '../keeping.ts';
import { dayOf, type RecordHead } from '../model.ts';
import { recordHead } from '../queries.ts';
import { conversationsReached } from '../reached.ts';
import { mayReply } from '../rules.ts';

export const answers = ['done', 'passed-on', 'not-now', 'still-open'] as const;

/** Tells people what became of what they said. Every contribution behind the record ends in one of the four answers (rule 1). */
export const reply = defineAction({
  name: 'thread.reply',
  rule: mayReply,
  subject: ({ tx, actor }, { id }) => recordHead(tx, actor.placeId, id as string, true),
  input: z.strictObject({
    answer: choice(answers, 'thread.reply.choose-answer'),
    words: longText({ missing: 'thread.reply.missing-words' }),
    until: z.union([z.literal(''), calendarDay()]).optional(),
    by: optionalText({ max: 120 }),
    where: optionalText({ max: 300 }),
  }),
  async do({ tx, actor, place, now, announce, about }, input, subject: RecordHead) {
    const today = dayOf(now, place.timeZone);
    const until = input.answer === 'still-open' ? input.until || null : null;
    if (input.answer === 'still-open' && until === null) return refuseField('until', 'thread.reply.missing-until');
    if (until !== null && until <= today) return refuseField('until', 'error.in-past');
    const { placeId } = actor;
    const id = newId();
    const byWords = input.by ?? place.name;
    await register(tx, {
      placeId,
      id,
      type: 'reply',
      step: 'told',
      title: input.words,
      state: input.answer,
      onDay: today,
      dueOn: until,
      owedBy: until ? byWords : null,
      sensitivity: subject.sensitivity,
      now,
    });
    await Promise.all([
      tx
        .insertInto('reply')
        .values({
          place_id: placeId,
          id,
          about_id: subject.id,
          answer: input.answer,
          words: input.words,
          still_open_until: until,
          poster_where: input.where,
          made_at: now,
          made_by: actor.personId,
          by_words: byWords,
        })
        .execute(),
      link(tx, { placeId, from: subject.id, to: id, kind: 'told-in', madeBy: actor.personId, now }),
    ]);
    const conversations = await sql<{ id: string }>`
      select r.id from record r where r.place_id = ${placeId} and r.due_on is not null
        and r.id in (${conversationsReached(placeId, subject.id)})`.execute(tx);
    for (const conversation of conversations.rows) {
      await amend(tx, { placeId, id: conversation.id }, { dueOn: until, state: until ? 'open' : 'answered' });
      await remember(tx, {
        placeId,
        recordId: conversation.id,
        happened: until ? 'thread.history.still-open' : 'thread.history.answered',
        after: input.words,
        byPerson: actor.personId,
        byWords,
        now,
      });
    }
    about('reply', id);
    announce({ name: 'reply.made', subject: { type: 'reply', id } });
    return done({ id, aboutId: subject.id });
  },
});

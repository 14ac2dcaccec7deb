import { calendarDay, defineAction, longText, optionalId, optionalText, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf } from '@upwell/thread';
import { z } from 'zod';
import { changeCommitment } from '../change-commitment.ts';
import { type Commitment, holdCommitment } from '../commitments.ts';
import { problemAhead } from '../model.ts';
import { stillOwed } from '../phases.ts';
import { mayAnswerFor } from '../rules.ts';
import { standingGroup } from '../seats.ts';

const common = {
  rule: mayAnswerFor,
  subject: (
    { tx, actor }: { tx: Parameters<typeof holdCommitment>[0]; actor: { placeId: string } },
    { id }: Record<string, string>,
  ) => holdCommitment(tx, actor.placeId, id as string),
  phase: (commitment: Commitment) => stillOwed(commitment),
};

/** It was done. */
export const keepPromise = defineAction({
  name: 'decide.keepPromise',
  ...common,
  input: z.strictObject({ what: optionalText({ max: 3000, lines: true }) }),
  async do(context, { what }, commitment: Commitment) {
    await changeCommitment(context, commitment, { state: 'kept', reason: null, ...(what && { after: what }) });
    return done({ id: commitment.id });
  },
});

/** A new day is agreed, with the reason, before or after the old one has passed. */
export const renegotiate = defineAction({
  name: 'decide.renegotiate',
  ...common,
  input: z.strictObject({
    dueOn: calendarDay('decide.commitment.missing-due'),
    reason: longText({ max: 3000, missing: 'decide.commitment.missing-reason' }),
  }),
  async do(context, { dueOn, reason }, commitment: Commitment) {
    const wrongDay = problemAhead(dueOn, dayOf(context.now, context.place.timeZone));
    if (wrongDay) return refuseField('dueOn', wrongDay);
    if (dueOn === commitment.dueOn) return refuseField('dueOn', 'decide.commitment.same-day');
    await changeCommitment(context, commitment, {
      state: 'renegotiated',
      dueOn,
      reason,
      before: commitment.dueOn,
      after: dueOn,
    });
    return done({ id: commitment.id });
  },
});

/** Somebody else owes it from now on. */
export const handOn = defineAction({
  name: 'decide.handOn',
  ...common,
  input: z.strictObject({
    owner: shortText({ missing: 'decide.commitment.missing-owner' }),
    group: optionalId(),
    reason: longText({ max: 3000, missing: 'decide.commitment.missing-reason' }),
  }),
  async do(context, { owner, group, reason }, commitment: Commitment) {
    if (group && !(await standingGroup(context.tx, group))) return refuseField('group', 'decide.no-group');
    if (owner === commitment.owner && group === commitment.groupId)
      return refuseField('owner', 'decide.commitment.same-owner');
    await changeCommitment(context, commitment, {
      state: 'handed-on',
      owner,
      groupId: group,
      reason,
      before: commitment.owner,
      after: owner,
    });
    return done({ id: commitment.id });
  },
});

/** It will not be done, and everybody reads why. */
export const dropPromise = defineAction({
  name: 'decide.dropPromise',
  ...common,
  input: z.strictObject({ reason: longText({ max: 3000, missing: 'decide.commitment.missing-reason' }) }),
  async do(context, { reason }, commitment: Commitment) {
    await changeCommitment(context, commitment, { state: 'dropped', reason });
    return done({ id: commitment.id });
  },
});

/** It will not be done in time, said before the day has passed or after. */
export const markSlipped = defineAction({
  name: 'decide.markSlipped',
  ...common,
  input: z.strictObject({ reason: longText({ max: 3000, missing: 'decide.commitment.missing-reason' }) }),
  async do(context, { reason }, commitment: Commitment) {
    if (commitment.state === 'slipped') return refuseField('reason', 'decide.commitment.slipped-already');
    await changeCommitment(context, commitment, { state: 'slipped', reason, before: commitment.dueOn });
    return done({ id: commitment.id });
  },
});

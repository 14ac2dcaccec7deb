import {
  type ActionContext,
  choice,
  defineAction,
  longText,
  optionalId,
  optionalText,
  shortText,
} from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { z } from 'zod';
import { findGroup, type Group, startGroup } from '../groups.ts';
import { noteChange } from '../history.ts';
import { capacities, groupKinds } from '../model.ts';
import { whileItStands } from '../phases.ts';
import { findPlace, placeWithInheritance } from '../places.ts';
import { giveRole } from '../roles.ts';
import { mayKeepGroup, mayStartGroup } from '../rules.ts';
import { speakingTo } from '../speaking.ts';
import { succeedGroup } from '../succession.ts';

const name = shortText({ max: 120, missing: 'ground.group.missing-name' });
const does = longText({ max: 2_000, missing: 'ground.group.missing-does' });

/** A group in two fields. Whoever starts it looks after it. */
export const start = defineAction({
  name: 'ground.start-group',
  rule: mayStartGroup,
  subject: async ({ tx, actor }: ActionContext) => {
    const found = await placeWithInheritance(tx, actor.placeId);
    return found && { settings: found.inherited.settings };
  },
  input: z.strictObject({ name, does }),
  async do(context, input) {
    const { tx, actor, now, about, announce } = context;
    const { placeId, personId } = actor;
    const id = await startGroup(tx, { placeId, ...input, now, byPerson: personId });
    await giveRole(tx, {
      placeId,
      personId,
      home: { groupId: id },
      name: speakingTo(context)('ground.group.first-role'),
      powers: ['organise'],
      kind: 'volunteer',
      now,
      byPerson: personId,
    });
    about('group', id);
    announce({ name: 'group.started', subject: { type: 'group', id } });
    return done({ id });
  },
});

const group = ({ tx }: ActionContext, { id }: Record<string, string>) => findGroup(tx, id as string);

const note = (
  { tx, actor, now }: ActionContext,
  { id }: Group,
  what: string,
  values: Record<string, string | number> = {},
) =>
  noteChange(tx, {
    placeId: actor.placeId,
    at: now,
    subject: { type: 'group', id },
    what,
    details: { values },
    byPerson: actor.personId,
  });

export const edit = defineAction({
  name: 'ground.edit-group',
  rule: mayKeepGroup,
  subject: group,
  phase: whileItStands,
  input: z.strictObject({
    name,
    does,
    kind: choice(groupKinds),
    meets: optionalText({ max: 500, lines: true }),
    contact: optionalText({ max: 500, lines: true }),
    inPlace: optionalId(),
  }),
  async do(context, input, subject: Group) {
    const { tx, actor, about } = context;
    const inPlace = (input.inPlace as string | null) ?? actor.placeId;
    if (!(await findPlace(tx, inPlace))) return refuseField('inPlace', 'error.choose-one');
    await tx
      .updateTable('groups')
      .set({
        name: input.name,
        does: input.does,
        kind: input.kind,
        meets: input.meets,
        contact: input.contact,
        in_place: inPlace,
      })
      .where('id', '=', subject.id)
      .execute();
    if (input.name !== subject.name)
      await note(context, subject, 'group.name', { before: subject.name, after: input.name });
    about('group', subject.id);
    return done({ id: subject.id });
  },
});

/** How much room a group has: one tap, so that nobody is sent to a full room (CO06). */
export const sayRoom = defineAction({
  name: 'ground.say-room',
  rule: mayKeepGroup,
  subject: group,
  phase: whileItStands,
  input: z.strictObject({ capacity: choice(capacities) }),
  async do({ tx, now, about, announce }, { capacity }, subject: Group) {
    await tx.updateTable('groups').set({ capacity, capacity_at: now }).where('id', '=', subject.id).execute();
    about('group', subject.id);
    announce({ name: 'group.room-changed', subject: { type: 'group', id: subject.id }, data: { capacity } });
    return done({ id: subject.id });
  },
});

const ids = z.preprocess(
  (typed) => (typed === undefined ? [] : Array.isArray(typed) ? typed : [typed]),
  z.array(z.string().max(100)).max(500, { error: 'error.look-again' }),
);

export const succeed = defineAction({
  name: 'ground.succeed-group',
  rule: mayKeepGroup,
  subject: group,
  phase: whileItStands,
  input: z.strictObject({
    successorId: optionalId(),
    takenOn: ids,
    because: longText({ max: 2_000, missing: 'ground.succeed.missing-because' }),
  }),
  async do({ tx, actor, now, about, announce }, input, subject: Group) {
    const outcome = await succeedGroup(tx, {
      placeId: actor.placeId,
      groupId: subject.id,
      successorId: input.successorId as string | null,
      takenOn: input.takenOn,
      because: input.because,
      now,
      byPerson: actor.personId,
    });
    if (!outcome.ok) return outcome;
    about('group', subject.id);
    announce({
      name: 'group.ended',
      subject: { type: 'group', id: subject.id },
      data: { successor: input.successorId as string | null },
    });
    return done({ id: subject.id });
  },
});

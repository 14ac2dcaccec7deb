import { powers } from '@upwell/platform/access';
import {
  type ActionContext,
  checkbox,
  choice,
  defineAction,
  hiddenId,
  optionalDay,
  optionalId,
  optionalText,
  shortText,
} from '@upwell/platform/action';
import { give, withdraw } from '@upwell/platform/consent';
import { done, refuseField } from '@upwell/platform/outcome';
import { z } from 'zod';
import { findGroup, type Group } from '../groups.ts';
import { type Place, type Role, roleKinds } from '../model.ts';
import { findPerson } from '../people.ts';
import { whileItStands } from '../phases.ts';
import { findPlace } from '../places.ts';
import { dayOf, endRole, findRole, giveRole, handOverRole } from '../roles.ts';
import { holdsIn, isHolder, mayEndRole, mayKeepGroup, mayKeepPlace } from '../rules.ts';
import { speakingTo } from '../speaking.ts';

const roleFields = z.strictObject({
  personId: optionalId(),
  name: shortText({ max: 120, missing: 'ground.role.missing-name' }),
  powers: z.preprocess(
    (typed) => (typed === undefined ? [] : Array.isArray(typed) ? typed : [typed]),
    z.array(z.enum(powers, { error: 'error.look-again' })).max(powers.length),
  ),
  hasVote: checkbox(),
  kind: choice(roleKinds),
  seatFor: optionalText({ max: 300 }),
  conditions: optionalText({ max: 2_000, lines: true }),
  termEnd: optionalDay(),
});

type RoleFields = z.output<typeof roleFields>;

/** Nobody hands out a power they do not hold there themselves. */
async function giveIn(context: ActionContext, input: RoleFields, home: { groupId: string } | { inPlace: string }) {
  const { tx, actor, now, about } = context;
  const homeId = 'groupId' in home ? home.groupId : home.inPlace;
  if (input.powers.some((power) => !holdsIn(actor, homeId, power)))
    return refuseField('powers', 'ground.role.above-own');
  const personId = input.personId as string | null;
  if (personId === null && !input.hasVote) return refuseField('personId', 'ground.role.missing-person');
  if (personId !== null) {
    const person = await findPerson(tx, personId);
    if (!person || person.removed || person.nickname === null) return refuseField('personId', 'error.choose-one');
  }
  const termEnd = input.termEnd as string | null;
  if (termEnd !== null && termEnd < (await dayOf(tx, now))) return refuseField('termEnd', 'error.in-past');
  const role = await giveRole(tx, {
    placeId: actor.placeId,
    personId,
    home,
    name: input.name,
    powers: input.powers,
    kind: input.kind,
    hasVote: input.hasVote,
    seatFor: input.seatFor,
    conditions: input.conditions,
    termEnd,
    now,
    byPerson: actor.personId,
  });
  about('role', role.id);
  return done({ id: role.id });
}

export const giveInGroup = defineAction({
  name: 'ground.give-role-in-group',
  rule: mayKeepGroup,
  subject: ({ tx }: ActionContext, { id }) => findGroup(tx, id as string),
  phase: whileItStands,
  input: roleFields,
  do: (context, input, subject: Group) => giveIn(context, input, { groupId: subject.id }),
});

export const giveInPlace = defineAction({
  name: 'ground.give-role-in-place',
  rule: mayKeepPlace,
  subject: ({ tx }: ActionContext, { id }) => findPlace(tx, id as string),
  phase: whileItStands,
  input: roleFields,
  do: (context, input, subject: Place) => giveIn(context, input, { inPlace: subject.id }),
});

const role = ({ tx }: ActionContext, { id }: Record<string, string>) => findRole(tx, id as string);

export const end = defineAction({
  name: 'ground.end-role',
  rule: mayEndRole,
  subject: role,
  phase: whileItStands,
  input: z.strictObject({}),
  async do({ tx, actor, now, about }, _, subject: Role) {
    about('role', subject.id);
    const outcome = await endRole(tx, subject, { now, byPerson: actor.personId });
    return outcome.ok ? done({ id: subject.id }) : outcome;
  },
});

export const handOver = defineAction({
  name: 'ground.hand-over-role',
  rule: mayEndRole,
  subject: role,
  phase: whileItStands,
  input: z.strictObject({
    personId: hiddenId('ground.role.missing-person'),
    kind: choice(roleKinds),
    termEnd: optionalDay(),
  }),
  async do({ tx, actor, now, about, announce }, input, subject: Role) {
    const person = await findPerson(tx, input.personId);
    if (!person || person.removed || person.nickname === null)
      return refuseField('personId', 'ground.role.missing-person');
    const termEnd = input.termEnd as string | null;
    if (termEnd !== null && termEnd < (await dayOf(tx, now))) return refuseField('termEnd', 'error.in-past');
    const outcome = await handOverRole(tx, subject, {
      personId: person.id,
      kind: input.kind,
      termEnd,
      now,
      byPerson: actor.personId,
    });
    if (!outcome.ok) return outcome;
    about('role', subject.id);
    announce({ name: 'role.handed-over', subject: { type: 'role', id: subject.id }, data: { to: outcome.value.id } });
    return done({ id: outcome.value.id });
  },
});

/** The holder says whether their name stands beside the role in public. */
export const showName = defineAction({
  name: 'ground.show-name',
  rule: isHolder,
  subject: role,
  input: z.strictObject({ shown: checkbox() }),
  async do(context, { shown }, subject: Role) {
    const { tx, actor, now, lang, about } = context;
    const about_ = { placeId: actor.placeId, type: 'role', id: subject.id };
    if (shown) {
      const key = 'ground.role.show-name';
      await withdraw(tx, about_, { item: 'name', by: 'self', now });
      await give(tx, about_, {
        item: 'name',
        given: true,
        words: { key, text: speakingTo(context)(key, { role: subject.name }), lang },
        channel: 'web',
        personId: actor.personId,
        now,
      });
    } else await withdraw(tx, about_, { item: 'name', by: 'self', now });
    about('role', subject.id);
    return done({});
  },
});

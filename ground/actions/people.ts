import {
  type ActionContext,
  checkbox,
  choice,
  defineAction,
  optionalId,
  optionalText,
  shortText,
} from '@upwell/platform/action';
import { LANGS, type Lang } from '@upwell/platform/i18n';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { z } from 'zod';
import { type Community, findCommunity, join, leave, startCommunity } from '../communities.ts';
import { channels, communityKinds } from '../model.ts';
import { findPerson, letBackIn, type PersonFacts, removePerson } from '../people.ts';
import { findPlace } from '../places.ts';
import { rolesOfPerson } from '../register.ts';
import { holdsIn, homeIdOf, isSignedIn, mayOrganise } from '../rules.ts';
import { forgetNeeds, sealNeeds } from '../sealed.ts';

/** What the place knows about oneself. */
export const editMe = defineAction({
  name: 'ground.edit-me',
  rule: isSignedIn,
  input: z.strictObject({
    nickname: shortText({ max: 80, missing: 'ground.me.missing-nickname' }),
    languages: optionalText({ max: 300 }),
    lang: z.union([z.literal(''), choice(LANGS)]),
    channel: choice(channels),
    inPlace: optionalId(),
  }),
  async do({ tx, actor, about }, input) {
    const id = actor.personId as string;
    const inPlace = input.inPlace as string | null;
    if (inPlace && !(await findPlace(tx, inPlace))) return refuseField('inPlace', 'error.choose-one');
    const languages = [
      ...new Set(
        (input.languages ?? '')
          .split(/[,;،\n]/)
          .map((name) => name.trim())
          .filter(Boolean),
      ),
    ];
    if (languages.length > 20) return refuseField('languages', 'ground.me.too-many-languages', { max: 20 });
    await tx
      .updateTable('person')
      .set({
        nickname: input.nickname,
        languages,
        lang: input.lang === '' ? null : (input.lang as Lang),
        channel: input.channel,
        in_place: inPlace,
      })
      .where('id', '=', id)
      .execute();
    about('person', id);
    return done({});
  },
});

/** What somebody needs to be able to take part. Sealed: read only by themselves and whoever they show it to. */
export const sayNeeds = defineAction({
  name: 'ground.say-needs',
  rule: isSignedIn,
  input: z.strictObject({ needs: optionalText({ max: 5_000, lines: true }) }),
  async do({ tx, actor, services, about }, { needs }) {
    const person = { placeId: actor.placeId, personId: actor.personId as string };
    if (needs === null) await forgetNeeds(tx, person);
    else await sealNeeds(tx, services.sealer, person, needs);
    about('person', person.personId);
    return done({});
  },
});

const community = ({ tx }: ActionContext, { id }: Record<string, string>) => findCommunity(tx, id as string);

export const joinCommunity = defineAction({
  name: 'ground.join-community',
  rule: isSignedIn,
  subject: community,
  input: z.strictObject({ shown: checkbox() }),
  async do({ tx, actor, now }, { shown }, subject: Community) {
    await join(tx, { placeId: actor.placeId, communityId: subject.id, personId: actor.personId as string, shown, now });
    return done({ id: subject.id });
  },
});

export const leaveCommunity = defineAction({
  name: 'ground.leave-community',
  rule: isSignedIn,
  subject: community,
  input: z.strictObject({}),
  async do({ tx, actor }, _, subject: Community) {
    await leave(tx, subject.id, actor.personId as string);
    return done({ id: subject.id });
  },
});

export const addCommunity = defineAction({
  name: 'ground.start-community',
  rule: mayOrganise,
  input: z.strictObject({
    kind: choice(communityKinds),
    name: shortText({ max: 120 }),
    about: shortText({ max: 2_000, lines: true }),
    inPlaces: z.preprocess(
      (typed) => (typed === undefined ? [] : Array.isArray(typed) ? typed : [typed]),
      z.array(z.string()).max(500),
    ),
    sharedKey: optionalText({ max: 80 }),
  }),
  async do({ tx, actor, now, about }, input) {
    if (input.sharedKey && !/^[a-z0-9][a-z0-9-]{2,79}$/.test(input.sharedKey))
      return refuseField('sharedKey', 'ground.community.bad-key');
    for (const id of input.inPlaces)
      if (!/^[0-9a-f-]{36}$/.test(id) || !(await findPlace(tx, id)))
        return refuseField('inPlaces', 'error.choose-some');
    const outcome = await startCommunity(tx, { placeId: actor.placeId, ...input, now, byPerson: actor.personId });
    if (outcome.ok) about('community', outcome.value.id);
    return outcome;
  },
});

const person = ({ tx }: ActionContext, { id }: Record<string, string>) => findPerson(tx, id as string);

/** Shuts somebody out of the place. Nobody shuts out whoever holds a power they do not hold. */
export const shutOut = defineAction({
  name: 'ground.shut-out',
  rule: mayOrganise,
  subject: person,
  input: z.strictObject({}),
  async do({ tx, actor, now, about, announce }, _, subject: PersonFacts) {
    if (subject.id === actor.personId) return refuse('conflict', { problem: { key: 'ground.people.not-oneself' } });
    const roles = await rolesOfPerson(tx, subject.id);
    const above = roles.some((role) => role.powers.some((power) => !holdsIn(actor, homeIdOf(role), power)));
    if (above) return refuse('not-allowed');
    await removePerson(tx, subject.id, now);
    about('person', subject.id);
    announce({ name: 'person.shut-out', subject: { type: 'person', id: subject.id } });
    return done({ id: subject.id });
  },
});

export const letIn = defineAction({
  name: 'ground.let-in',
  rule: mayOrganise,
  subject: person,
  input: z.strictObject({}),
  async do({ tx, about }, _, subject: PersonFacts) {
    await letBackIn(tx, subject.id);
    about('person', subject.id);
    return done({ id: subject.id });
  },
});

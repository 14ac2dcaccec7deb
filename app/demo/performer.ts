import { giveRole, insertPerson, powersOf } from '@upwell/ground';
import { contributionsOf } from '@upwell/listen';
import type { Actor, Power } from '@upwell/platform/access';
import { type AnyAction, type PlaceFacts, perform, type Services } from '@upwell/platform/action';
import { v7 as newKey } from 'uuid';

/** What an action gave, as far as the story goes on with it. */
export interface Made {
  id: string;
  code: string;
  codes: string[];
}

/** Lets invented people act in the demo place: the same actions, rules and records as everybody's. */
export interface Performer {
  placeId: string;
  /** From now on it is nine in the morning of this many days before today. */
  daysAgo(days: number): void;
  day(daysFromToday: number): string;
  person(nickname: string, role?: { name: string; power: Power }): Promise<string>;
  /** What was said in a conversation. */
  contributionsOf(conversationId: string): Promise<{ id: string; words: string }[]>;
  /** Lets everything that is due be done: people are told. */
  settle(): Promise<void>;
  /** Null acts as a visitor, each time another one. */
  act(
    personId: string | null,
    action: AnyAction,
    body: Record<string, unknown>,
    params?: Record<string, string>,
  ): Promise<Made>;
}

export function createPerformer(
  services: Services,
  { place, today, settle }: { place: PlaceFacts; today: Date; settle: () => Promise<void> },
): Performer {
  let moment = today;
  const then: Services = { ...services, clock: { now: () => new Date(moment) } };
  const actorOf = async (personId: string | null): Promise<Actor> => {
    const standing = personId
      ? await services.db.read({ placeId: place.id }, (tx) => powersOf(tx, personId, moment))
      : null;
    return {
      placeId: place.id,
      personId,
      powers: standing?.powers ?? new Set(),
      groupPowers: standing?.groupPowers ?? new Map(),
      visitId: personId ? null : newKey(),
      via: 'web',
    };
  };
  return {
    placeId: place.id,
    daysAgo: (days) => {
      moment = new Date(today.getTime() - days * 86_400_000);
    },
    day: (days) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10),
    settle,
    contributionsOf: async (conversationId) =>
      (
        await services.db.read({ placeId: place.id }, (tx) =>
          contributionsOf(tx, { placeId: place.id, conversationId, signedIn: true, limit: 500 }),
        )
      ).map(({ id, words }) => ({ id, words: words ?? '' })),
    person: (nickname, role) =>
      services.db.write({ placeId: place.id }, async (tx) => {
        const personId = await insertPerson(tx, { placeId: place.id, nickname, demo: true }, moment);
        if (role)
          await giveRole(tx, {
            placeId: place.id,
            personId,
            home: { inPlace: place.id },
            name: role.name,
            powers: [role.power],
            kind: 'volunteer',
            now: moment,
            byPerson: null,
          });
        return personId;
      }),
    act: async (personId, action, body, params = {}) => {
      const outcome = await perform(action, {
        actor: await actorOf(personId),
        place,
        lang: 'en',
        services: then,
        browser: null,
        params,
        body,
        key: newKey(),
      });
      if (!outcome.ok) throw new Error(`The demo place could not be made: ${action.name}: ${JSON.stringify(outcome)}`);
      return outcome.value as Made;
    },
  };
}

import type { Actor } from '@upwell/platform/access';
import type { Sealer } from '@upwell/platform/seal';
import { type Rater, raters } from './model.ts';

/** As whom somebody may rate: with any power here as an organiser, signed in as a partner, everybody as somebody who lives here. */
export const mayRateAs = (actor: Actor): Rater[] =>
  raters.filter((rater) =>
    rater === 'organisers'
      ? actor.powers.size > 0 || actor.groupPowers.size > 0
      : rater === 'partners'
        ? actor.personId !== null && actor.powers.size === 0
        : actor.powers.size === 0,
  );

const contextOf = (placeId: string, roundId: string) => `sign-rating:${placeId}:${roundId}`;

/** The print of one person, or of one browser without a person, in one round. It cannot be followed into another round. */
export const printsOf = (sealer: Sealer, actor: Actor, roundId: string): Buffer[] => {
  const who = actor.personId ?? actor.visitId;
  return who === null ? [] : sealer.fingerprints(who, contextOf(actor.placeId, roundId));
};

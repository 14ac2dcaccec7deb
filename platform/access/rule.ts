import type { Actor } from './actor.ts';
import type { Power } from './powers.ts';

/**
 * A named rule. `mightEver` is answered before anything is loaded (and for the role matrix);
 * `may` is answered with the subject in hand.
 */
export interface Rule<Subject = unknown> {
  /** A short sentence, as it stands in the audit line: 'holds the power to host'. */
  name: string;
  mightEver(actor: Actor): boolean;
  may(actor: Actor, subject: Subject): boolean;
}

export const anyone: Rule = { name: 'anyone', mightEver: () => true, may: () => true };

export const signedIn: Rule = {
  name: 'is signed in',
  mightEver: (actor) => actor.personId !== null,
  may: (actor) => actor.personId !== null,
};

/** Only commands and jobs of this installation, never a request. */
export const nobodyByHand: Rule = {
  name: 'the installation itself',
  mightEver: (actor) => actor.via === 'command' || actor.via === 'job',
  may: (actor) => actor.via === 'command' || actor.via === 'job',
};

export const withPower = (power: Power): Rule => {
  const holds = (actor: Actor) => actor.powers.has(power);
  return { name: `holds the power to ${power}`, mightEver: holds, may: holds };
};

/** Holds the power in the whole place, or in the group the subject belongs to. */
export const withPowerIn = <Subject>(power: Power, groupOf: (subject: Subject) => string | null): Rule<Subject> => ({
  name: `holds the power to ${power} here or in the group`,
  mightEver: (actor) => actor.powers.has(power) || [...actor.groupPowers.values()].some((held) => held.has(power)),
  may: (actor, subject) => {
    const group = groupOf(subject);
    return actor.powers.has(power) || (group !== null && (actor.groupPowers.get(group)?.has(power) ?? false));
  },
});

/** The subject is the person who acts. */
export const themselves = <Subject>(personOf: (subject: Subject) => string | null): Rule<Subject> => ({
  name: 'is the person themselves',
  mightEver: (actor) => actor.personId !== null,
  may: (actor, subject) => actor.personId !== null && personOf(subject) === actor.personId,
});

export const either = <Subject>(first: Rule<Subject>, second: Rule<Subject>): Rule<Subject> => ({
  name: `${first.name}, or ${second.name}`,
  mightEver: (actor) => first.mightEver(actor) || second.mightEver(actor),
  may: (actor, subject) => first.may(actor, subject) || second.may(actor, subject),
});

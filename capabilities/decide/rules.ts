import { type Actor, either, type Rule, withPower, withPowerIn } from '@upwell/platform/access';

/** Calling meetings, setting up panels and choosing priorities belong to whoever hosts. */
export const mayHost = withPower('host');

interface OfGroup {
  groupId: string | null;
}

/** Writes down what was decided or promised: hosts, and those with the power to decide, here or in the group it is for. */
export const mayWriteDown: Rule = {
  name: 'holds the power to host, or to decide here or in a group',
  mightEver: (actor) => actor.powers.has('host') || decidesAnywhere(actor),
  may: (actor) => actor.powers.has('host') || decidesAnywhere(actor),
};

/** Changes a promise or answers for a group: hosts, and those with the power to decide, here or in the group that owes it. */
export const mayAnswerFor: Rule<OfGroup> = either<OfGroup>(
  withPower('host'),
  withPowerIn('decide', ({ groupId }) => groupId),
);

/** With power in single groups only, nothing is written down for another group, nor for the whole place. */
export const mayWriteFor = (actor: Actor, groupId: string | null): boolean => mayAnswerFor.may(actor, { groupId });

const decidesAnywhere = (actor: Actor) =>
  actor.powers.has('decide') || [...actor.groupPowers.values()].some((powers) => powers.has('decide'));

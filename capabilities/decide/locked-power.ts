import type { Conversation, PowerLevel } from '@upwell/listen';
import { type Failure, refuse } from '@upwell/platform/outcome';

/** Where a decision's level of power comes from. */
export interface PowerTaken {
  power: PowerLevel;
  /** The conversation it is locked to; null where it was chosen freely. */
  conversationId: string | null;
}

/**
 * The level of power of a decision (DE02, rule 3). What people were promised in the conversations behind it holds;
 * it is chosen only where no conversation is behind it. Another level is refused as locked, and so are two
 * conversations that promised differently: each needs a decision of its own.
 * @param chosen what the form says; null where nothing was chosen
 */
export function takePower(behind: readonly Conversation[], chosen: PowerLevel | null): PowerTaken | Failure {
  const first = behind[0];
  if (!first)
    return chosen === null
      ? refuse('invalid', { fields: { power: { key: 'decide.decision.missing-power' } } })
      : { power: chosen, conversationId: null };
  if (behind.some(({ power }) => power !== first.power))
    return refuse('locked', {
      problem: { key: 'decide.decision.two-powers' },
      fields: { weighed: { key: 'decide.decision.two-powers' } },
    });
  if (chosen !== null && chosen !== first.power)
    return refuse('locked', {
      problem: { key: 'decide.decision.power-locked' },
      fields: { power: { key: 'decide.decision.power-locked' } },
    });
  return { power: first.power, conversationId: first.id };
}

import { type Failure, refuse } from '@upwell/platform/outcome';

/** What a phase looks at. */
export interface OpenState {
  purpose: 'say' | 'know';
  closesOn: string | null;
  closedAt: Date | null;
}

/** Words are taken until the day it closes, and only where there is something left to say. `today` is the place's calendar day. */
export function openForWords(conversation: OpenState, today: string): Failure | null {
  if (conversation.purpose === 'know') return refuse('closed', { problem: { key: 'listen.phase.for-information' } });
  if (conversation.closedAt !== null || (conversation.closesOn !== null && conversation.closesOn < today))
    return refuse('closed', { problem: { key: 'listen.phase.closed' } });
  return null;
}

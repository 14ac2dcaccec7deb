import { type Failure, refuse } from '@upwell/platform/outcome';
import type { Round } from './queries.ts';

/** A round takes ratings up to and with its last day. */
export const openForRating = (round: Round, today: string): Failure | null =>
  today > round.closesOn ? refuse('closed', { problem: { key: 'grow.rate.closed' } }) : null;

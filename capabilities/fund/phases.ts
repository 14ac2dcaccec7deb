import { type Failure, refuse } from '@upwell/platform/outcome';
import type { Fund } from './queries.ts';

/** A fund promises money from the day it opened until it is closed or its last day has gone. */
export function openForAwards(fund: Fund, today: string): Failure | null {
  if (fund.closedAt !== null) return refuse('closed', { problem: { key: 'fund.award.closed' } });
  if (fund.endsOn !== null && fund.endsOn < today) return refuse('closed', { problem: { key: 'fund.award.ended' } });
  return null;
}

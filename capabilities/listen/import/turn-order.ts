import type { VoteLog } from '@upwell/deliberation';

/**
 * The order votes were given in: by their time, ties as they stand in the file; the file's own order where it
 * has no times. The last vote of a person on a statement counts, so this order decides.
 * @returns positions in the log, first vote first
 */
export function turnOrder(log: VoteLog): Uint32Array {
  const order = Uint32Array.from({ length: log.size }, (_, index) => index);
  if (log.timed) order.sort((a, b) => (log.time[a] as number) - (log.time[b] as number) || a - b);
  return order;
}

/**
 * Wakes the workers after a change. NOTIFY is not sent in the transaction of the change: PostgreSQL makes every commit
 * that notifies queue behind one lock, and every change announces something. Instead each process rings shortly after,
 * once for many changes; a ring that is lost with its process is made good by the next sweep.
 */
const bells = new Set<(placeId: string) => void>();

/** Has `bell` rung for every place with news. Gives a function that takes it away again. */
export function hang(bell: (placeId: string) => void): () => void {
  bells.add(bell);
  return () => bells.delete(bell);
}

/** Tells the workers that a place has events. Call it after the commit; it costs nothing when no jobs run here. */
export function ring(placeId: string): void {
  for (const bell of bells) bell(placeId);
}

/** Milliseconds in which nearly every open transaction has ended. */
const soon = 50;
const waiting = new Set<string>();

/** The same from inside a transaction that is still open. */
export function ringSoon(placeId: string): void {
  if (bells.size === 0 || waiting.has(placeId)) return;
  waiting.add(placeId);
  const timer = setTimeout(() => {
    waiting.delete(placeId);
    ring(placeId);
  }, soon);
  timer.unref();
}

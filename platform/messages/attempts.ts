const HOUR = 3_600_000;

/** How long to wait after each attempt that came to nothing: about two days in all. */
const WAITS = [1 / 60, 5 / 60, 0.25, 1, 3, 6, 12, 24].map((hours) => hours * HOUR);

/** @returns when to try again after so many attempts, or null when it was tried often enough */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const wait = WAITS[attempts - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}

/**
 * The only source of the present moment. Everything that depends on time is given a `Clock` or a `Date`; nothing asks
 * the system or the database for it, so that any day can be lived through in a test.
 */
export interface Clock {
  now(): Date;
}

/** The clock of a running server. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that a test, or a server started with TEST_CLOCK, can move. It stands still until moved. */
export interface MovableClock extends Clock {
  /** Jumps to a moment, forwards or backwards. */
  set(moment: Date): void;
  /** Moves by so many milliseconds. */
  advance(milliseconds: number): void;
}

/**
 * A clock that stands at `start`.
 * @throws RangeError when a moment is not a valid date.
 */
export function movableClock(start: Date): MovableClock {
  let time = valid(start);
  return {
    now: () => new Date(time),
    set: (moment) => {
      time = valid(moment);
    },
    advance: (milliseconds) => {
      time = valid(new Date(time + milliseconds));
    },
  };
}

function valid(moment: Date): number {
  const time = moment.getTime();
  if (Number.isNaN(time)) throw new RangeError('A clock cannot be set to a moment that is not a date.');
  return time;
}

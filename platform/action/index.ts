/** Every change runs through here: actor → rule → phase → validate → do, in one transaction. */
export type { Action, ActionContext, AnyAction, Happening } from './define.ts';
export { defineAction } from './define.ts';
export {
  calendarDay,
  checkbox,
  choice,
  email,
  hiddenId,
  isCalendarDay,
  isId,
  longText,
  optionalDay,
  optionalId,
  optionalText,
  pence,
  shortText,
  wholeNumber,
} from './fields.ts';
export { sweepIdempotency } from './idempotency.ts';
export type { Performance, Request } from './perform.ts';
export { perform } from './perform.ts';
export type { Browser, PlaceFacts, Services } from './services.ts';

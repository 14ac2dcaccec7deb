/** Consent item by item, in the words the person saw, withdrawable at any time; and who looked at what is held. */
export {
  type Answer,
  give,
  history,
  type Item,
  type PastAnswer,
  type Subject,
  standing,
  stands,
  type Withdrawn,
  whereStands,
  withdraw,
  withdrawAll,
} from './consent.ts';
export { forgetConsenter } from './erase.ts';
export { type Look, noteLook, type SeenLook, whoLooked } from './looked.ts';
export { onWithdrawal, type Recomputer } from './recompute.ts';

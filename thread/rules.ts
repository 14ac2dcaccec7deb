import { anyone, withPower } from '@upwell/platform/access';

/** Whoever hosts conversations answers for them. */
export const mayReply = withPower('host');
/** A slip's code is the proof; it is checked in the action. */
export const maySayHeard = anyone;

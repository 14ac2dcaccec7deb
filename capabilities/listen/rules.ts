import { anyone, either, withPower } from '@upwell/platform/access';

/** Opening, logging for others, gathering and closing belong to whoever hosts. */
export const mayHost = withPower('host');
/** Saying something needs nothing: no account, no name. */
export const maySay = anyone;
/** Staff and helpers who take words down for people who are not at a screen. */
export const mayTakeDown = either(withPower('host'), withPower('connect'));

import { anyone, either, withPower } from '@upwell/platform/access';

/** Opening and changing an activity, and seeing who comes, belong to whoever hosts. */
export const mayRun = withPower('host');
/** A headcount can be logged by whoever was there for the place: hosts and connectors. */
export const mayCount = either(withPower('host'), withPower('connect'));
/** Coming along needs nothing. */
export const mayCome = anyone;

import { either, withPower } from '@upwell/platform/access';

/** Whoever hosts or looks after money says what changed, under their body's name. */
export const mayClaim = either(withPower('host'), withPower('fund'));

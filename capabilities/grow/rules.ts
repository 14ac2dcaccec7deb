import { anyone, withPower } from '@upwell/platform/access';

/** Opening a round and pointing at what shows a sign belongs to hosts. */
export const mayAsk = withPower('host');
/** Saying what one sees needs no account. As whom one may rate is asked in the action. */
export const mayRate = anyone;

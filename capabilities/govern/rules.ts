import { type Rule, withPower } from '@upwell/platform/access';

/** Looking after messages that did not arrive belongs to organisers. */
export const mayLookAfterMessages = withPower('organise');

/** The one-click button of a mail program (RFC 8058) comes without a visit; the proof is the token in the address. */
export const byMailProgram: Rule = {
  name: 'the stop button of a mail program',
  mightEver: (actor) => actor.via === 'message',
  may: (actor) => actor.via === 'message',
};

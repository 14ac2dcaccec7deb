import { canText, emailAddress, phoneNumber } from '@upwell/platform/messages';
import { type Failure, refuseField } from '@upwell/platform/outcome';

/** How somebody wants to hear back, as the forms ask it. */
export interface WayBackTyped {
  tell: 'code' | 'email' | 'sms' | 'none';
  email: string | null;
  phone: string | null;
}

export type WayBackChosen =
  | { channel: 'none'; address: null }
  | { channel: 'code'; address: null }
  | { channel: 'email' | 'sms'; address: string };

/** The chosen way with its address in one spelling, or which field to put right. */
export function readWayBack(typed: WayBackTyped): WayBackChosen | Failure {
  if (typed.tell === 'none') return { channel: 'none', address: null };
  if (typed.tell === 'code') return { channel: 'code', address: null };
  if (typed.tell === 'email') {
    if (!typed.email) return refuseField('email', 'listen.say.missing-email');
    const address = emailAddress(typed.email);
    return address.ok ? { channel: 'email', address: address.value } : refuseField('email', 'error.bad-email');
  }
  if (!typed.phone) return refuseField('phone', 'listen.say.missing-phone');
  const number = phoneNumber(typed.phone);
  if (!number.ok) return refuseField('phone', 'error.bad-phone');
  return canText(number.value) ? { channel: 'sms', address: number.value } : refuseField('phone', 'error.not-a-mobile');
}

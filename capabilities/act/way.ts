import { canText, emailAddress, phoneNumber } from '@upwell/platform/messages';
import { type Failure, refuseField } from '@upwell/platform/outcome';
import type { Way } from './model.ts';

export type WayChosen = { channel: 'code'; address: null } | { channel: 'email' | 'sms'; address: string };

/** The chosen way to be told with its address in one spelling, or which field to put right. */
export function readWay(typed: { tell: Way; email: string | null; phone: string | null }): WayChosen | Failure {
  if (typed.tell === 'code') return { channel: 'code', address: null };
  if (typed.tell === 'email') {
    if (!typed.email) return refuseField('email', 'act.tell.missing-email');
    const address = emailAddress(typed.email);
    return address.ok ? { channel: 'email', address: address.value } : refuseField('email', 'error.bad-email');
  }
  if (!typed.phone) return refuseField('phone', 'act.tell.missing-phone');
  const number = phoneNumber(typed.phone);
  if (!number.ok) return refuseField('phone', 'error.bad-phone');
  return canText(number.value) ? { channel: 'sms', address: number.value } : refuseField('phone', 'error.not-a-mobile');
}

/** An address of a group, a custodian or a host: an e-mail address or a mobile number in one spelling, or null. */
export function readReach(typed: string): { channel: 'email' | 'sms'; address: string } | null {
  const address = emailAddress(typed);
  if (address.ok) return { channel: 'email', address: address.value };
  const number = phoneNumber(typed);
  return number.ok && canText(number.value) ? { channel: 'sms', address: number.value } : null;
}

import type { Clock } from '@upwell/platform/clock';
import type { Tx } from '@upwell/platform/database';
import type { Catalogue } from '@upwell/platform/i18n';
import { translator } from '@upwell/platform/i18n';
import { queueMessage } from '@upwell/platform/messages';
import type { Outcome } from '@upwell/platform/outcome';
import type { Sealer } from '@upwell/platform/seal';
import { CODE_LIFE, type CodeMessage, MINUTE, type SendCode } from './model.ts';

export interface CodeMessages {
  clock: Clock;
  sealer: Sealer;
  catalogue: Catalogue;
  /** Calling codes texts may go to; the message room's usual ones when left out. */
  textCountries?: readonly string[];
}

/** Sends codes by the message room: in the person's language, sealed, and worth nothing once they have run out. */
export const codesByMessage =
  ({ clock, sealer, catalogue, textCountries }: CodeMessages): SendCode =>
  async (tx: Tx, message: CodeMessage): Promise<Outcome<unknown>> => {
    const { place, channel, address, lang, expiresAt } = message;
    return await queueMessage(
      tx,
      { sealer, origin: place.origin, textCountries },
      {
        placeId: place.id,
        to: { personId: null, channel: channel === 'phone' ? 'sms' : 'email', address },
        purpose: 'code',
        lang,
        sender: null,
        expiresAt,
        compose: () => codeWords(catalogue, message),
      },
      clock.now(),
    );
  };

/** The words of a message with a code. */
export function codeWords(catalogue: Catalogue, { place, channel, purpose, lang, code, link }: CodeMessage) {
  const t = translator(catalogue, lang);
  const values = { place: place.name, code: grouped(code), link: link ?? '', minutes: CODE_LIFE / MINUTE };
  const kind = purpose === 'add' ? 'add' : channel === 'phone' ? 'sms' : 'email';
  const body = t(`accounts.message.${kind}`, values);
  if (channel === 'email') return { subject: t('accounts.message.subject', values), body };
  // Lets the phone offer the code on this site and on no other: "Origin-bound one-time codes delivered via SMS", WICG.
  return { body: `${body}\n\n@${new URL(place.origin).host} #${code}` };
}

/** Eight digits are read more easily in two groups; both forms may be typed. */
const grouped = (code: string): string => (code.length === 8 ? `${code.slice(0, 4)} ${code.slice(4)}` : code);

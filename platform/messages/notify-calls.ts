import type { Tx } from '@upwell/platform/database';
import { z } from 'zod';
import type { FailureReason } from './tables.ts';

/** https://docs.notifications.service.gov.uk/rest-api.html, 'Text messages your service receives' */
const receivedText = z.object({
  id: z.uuid(),
  source_number: z.string().max(30),
  destination_number: z.string().max(30),
  message: z.string().max(2_000),
  date_received: z.iso.datetime({ offset: true }),
});

export interface ReceivedText {
  /** Give it to `noteCall`, so that a repeated call is taken once. */
  id: string;
  from: string;
  to: string;
  text: string;
  at: Date;
}

/** A text somebody sent, as GOV.UK Notify passes it on; null when it is none. */
export function readReceivedText(body: unknown): ReceivedText | null {
  const parsed = receivedText.safeParse(body);
  if (!parsed.success) return null;
  const { id, source_number, destination_number, message, date_received } = parsed.data;
  const plus = (number: string) => (number.startsWith('44') ? `+${number}` : number);
  return { id, from: plus(source_number), to: plus(destination_number), text: message, at: new Date(date_received) };
}

/** The same page, 'Delivery receipts'. */
const receipt = z.object({ reference: z.uuid(), status: z.string().max(60) });

const FATES: Record<string, FailureReason> = {
  'permanent-failure': 'no-such-address',
  'temporary-failure': 'gave-up',
  'technical-failure': 'refused',
};

/**
 * Writes down that a message GOV.UK Notify had accepted did not arrive after all. Other receipts change nothing.
 * @returns whether the message of that receipt now counts as failed
 */
export async function noteReceipt(tx: Tx, placeId: string, body: unknown): Promise<boolean> {
  const parsed = receipt.safeParse(body);
  const failure = parsed.success ? FATES[parsed.data.status] : undefined;
  if (!parsed.success || !failure) return false;
  const { numUpdatedRows } = await tx
    .updateTable('message')
    .set({ state: 'failed', failure, sent_at: null, counted_at: null })
    .where('place_id', '=', placeId)
    .where('id', '=', parsed.data.reference)
    .where('state', '=', 'sent')
    .where('sent_by', '=', 'notify')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

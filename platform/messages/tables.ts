import type { Generated } from 'kysely';

/** The ways a message travels. */
export type Channel = 'email' | 'sms' | 'letter';

export type MessageState = 'waiting' | 'held' | 'sending' | 'sent' | 'failed' | 'stopped';

/** Why a message will not be sent any more; each has its words at `platform.message.failure.<name>`. */
export type FailureReason =
  | 'no-such-address'
  | 'refused'
  | 'no-adapter'
  | 'settings'
  | 'gave-up'
  | 'unreadable'
  | 'too-late';

export interface MessageTable {
  place_id: string;
  id: string;
  person_id: string | null;
  sender: string | null;
  channel: Channel;
  purpose: string;
  lang: string;
  address: Buffer | null;
  address_print: Buffer;
  subject: string | null;
  body: string | null;
  words: Buffer | null;
  parts: number;
  once_key: string;
  created_at: Date;
  due_at: Date;
  expires_at: Date | null;
  state: MessageState;
  held_by: 'cap' | 'quiet' | null;
  failure: FailureReason | null;
  attempts: Generated<number>;
  claimed_until: Date | null;
  counted_at: Date | null;
  sent_at: Date | null;
  sent_by: string | null;
  provider_ref: string | null;
}

declare module '@upwell/platform/database' {
  interface Tables {
    message: MessageTable;
    message_stop: { place_id: string; address_print: Buffer; purpose: string; stopped_at: Date };
    message_replay: { place_id: string; source: string; call_id: string; seen_at: Date };
    text_message_day: { day: string; parts: number };
  }
}

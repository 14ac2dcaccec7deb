import type { Channel, FailureReason } from '../tables.ts';

/** One message, opened, on its way out. */
export interface Outgoing {
  /** The same on every attempt, for providers that can tell a second one from the first. */
  id: string;
  channel: Channel;
  /** E-mail address, E.164 number, or lines of a postal address. */
  address: string;
  subject: string;
  /** Plain text, paragraphs apart by an empty line. */
  body: string;
  lang: string;
  /** Where a mail program may stop this purpose with one click; null for what cannot be stopped. */
  stopLink: string | null;
  /** True when an earlier attempt may have arrived. */
  repeated: boolean;
}

export type Sent =
  | { ok: true; reference: string | null }
  /** `permanent`: trying again can never help. `detail` is for the log of who hosts: no address, no words. */
  | { ok: false; permanent: boolean; reason: FailureReason; detail: string };

/** A way out. It never throws for what the other side says; a thrown error counts as a failure that may pass. */
export interface Adapter {
  readonly name: string;
  readonly channels: readonly Channel[];
  send(message: Outgoing): Promise<Sent>;
  close(): Promise<void>;
}

import type { Adapter } from './adapter.ts';
import { notify } from './notify.ts';
import { outbox } from './outbox.ts';
import { smtp } from './smtp.ts';

/** The part of the configuration that says how messages leave. */
interface Settings {
  publicUrl: string;
  mail: { smtpUrl: string; from: string } | null;
  notify: {
    apiKey: string;
    emailTemplate: string | null;
    smsTemplate: string | null;
    letterTemplate: string | null;
  } | null;
}

/**
 * The ways out this installation has, the wished one first: the mail server, then Notify, and for what neither of
 * them takes the outbox, where organisers can read it, print it or ring instead.
 */
export function openAdapters(config: Settings): Adapter[] {
  const adapters: Adapter[] = [];
  if (config.mail) adapters.push(smtp({ ...config.mail, publicUrl: config.publicUrl }));
  if (config.notify) adapters.push(notify(config.notify));
  return [...adapters, outbox()];
}

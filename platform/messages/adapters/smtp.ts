import { createTransport } from 'nodemailer';
import type { Adapter, Outgoing, Sent } from './adapter.ts';
import { mailHtml } from './mail-body.ts';

export interface SmtpSettings {
  /** `smtps://name:password@mail.example.org:465` */
  smtpUrl: string;
  /** `Upwell <hello@example.org>` */
  from: string;
  /** The configured address of the installation. */
  publicUrl: string;
  /** Longest wait for the mail server, in milliseconds. */
  timeout?: number;
}

/** E-mail through a mail server. The message keeps its `Message-ID` on every attempt, so that a repeat can be told. */
export function smtp({ smtpUrl, from, publicUrl, timeout = 30_000 }: SmtpSettings): Adapter {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = new URL(publicUrl).hostname;

  return {
    name: 'smtp',
    channels: ['email'],
    async send(message) {
      try {
        const { response } = await transport.sendMail({
          from,
          // An object is one address; a string could be read as several.
          to: { name: '', address: message.address },
          subject: message.subject,
          text: message.body,
          html: mailHtml(message.body, message.lang, publicUrl),
          messageId: `<${message.id}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.lang, ...stopHeaders(message) },
        });
        return { ok: true, reference: response.slice(0, 300) };
      } catch (problem) {
        return failureOf(problem);
      }
    },
    close: async () => transport.close(),
  };
}

/** RFC 8058: mail programs show a button that stops exactly this purpose. */
function stopHeaders({ stopLink }: Outgoing): Record<string, string> {
  return stopLink ? { 'List-Unsubscribe': `<${stopLink}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {};
}

/** RFC 5321: 4xx may pass, 5xx will not. A server that does not know us, or our sender, is a matter of settings. */
function failureOf(problem: unknown): Sent {
  const {
    code = 'error',
    command = '',
    responseCode = 0,
  } = problem as {
    code?: string;
    command?: string;
    responseCode?: number;
  };
  const detail = `smtp ${code} ${command} ${responseCode}`.trim();
  const ours = code === 'EAUTH' || code === 'ETLS' || command.startsWith('MAIL') || command.startsWith('AUTH');
  if (ours) return { ok: false, permanent: false, reason: 'settings', detail };
  if (responseCode < 500) return { ok: false, permanent: false, reason: 'refused', detail };
  const unknown = command.startsWith('RCPT') || [550, 551, 553].includes(responseCode);
  return { ok: false, permanent: true, reason: unknown ? 'no-such-address' : 'refused', detail };
}

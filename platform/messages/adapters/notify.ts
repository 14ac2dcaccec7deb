import { NotifyClient } from 'notifications-node-client';
import type { Channel } from '../tables.ts';
import type { Adapter, Outgoing, Sent } from './adapter.ts';

export interface NotifySettings {
  apiKey: string;
  /** Templates by id; a channel without one is not sent through Notify. */
  emailTemplate: string | null;
  smsTemplate: string | null;
  letterTemplate: string | null;
  /** Another server that speaks the same API; the public one when left out. */
  baseUrl?: string;
  timeout?: number;
}

/**
 * E-mail, text messages and letters through GOV.UK Notify. Templates have `((subject))` and `((body))`. The message's
 * id travels as the reference, and before a repeat Notify is asked whether it has that reference already.
 */
export function notify({ timeout = 30_000, ...settings }: NotifySettings): Adapter {
  const templates: Record<Channel, string | null> = {
    email: settings.emailTemplate,
    sms: settings.smsTemplate,
    letter: settings.letterTemplate,
  };
  const client = settings.baseUrl
    ? new NotifyClient(settings.baseUrl, settings.apiKey)
    : new NotifyClient(settings.apiKey);
  client.setClient(boundedFetch(timeout) as never);

  return {
    name: 'notify',
    channels: (Object.keys(templates) as Channel[]).filter((channel) => templates[channel] !== null),
    async send(message) {
      try {
        const earlier = message.repeated ? await findByReference(client, message) : null;
        if (earlier) return { ok: true, reference: earlier };
        const { data } = await submit(client, templates[message.channel]!, message);
        return { ok: true, reference: data.id };
      } catch (problem) {
        return failureOf(problem);
      }
    },
    close: async () => {},
  };
}

async function findByReference(client: NotifyClient, message: Outgoing): Promise<string | null> {
  const { data } = await client.getNotifications(message.channel, undefined, message.id);
  return data.notifications.find(({ status }) => !status.endsWith('-failure'))?.id ?? null;
}

function submit(client: NotifyClient, template: string, { id, channel, address, subject, body, stopLink }: Outgoing) {
  switch (channel) {
    case 'email':
      return client.sendEmail(template, address, {
        personalisation: { subject, body },
        reference: id,
        ...(stopLink?.startsWith('https:') && { oneClickUnsubscribeURL: stopLink }),
      });
    case 'sms':
      return client.sendSms(template, address, { personalisation: { body }, reference: id });
    case 'letter': {
      const lines = address.split('\n').map((line, index) => [`address_line_${index + 1}`, line]);
      return client.sendLetter(template, {
        personalisation: { ...Object.fromEntries(lines), subject, body },
        reference: id,
      });
    }
  }
}

interface NotifyRefusal {
  response?: { status: number; data?: { errors?: { error?: string; message?: string }[] } };
}

/** https://docs.notifications.service.gov.uk/node.html, 'Error codes' */
function failureOf(problem: unknown): Sent {
  const { response } = problem as NotifyRefusal;
  const status = response?.status ?? 0;
  const error = response?.data?.errors?.[0] ?? {};
  const detail = `notify ${status} ${error.error ?? (problem as Error).name}`;
  if (status === 400 && /phone_number|email_address|address|postcode/i.test(error.message ?? ''))
    return { ok: false, permanent: true, reason: 'no-such-address', detail };
  const ours = status === 400 || status === 401 || status === 403 || status === 404;
  return { ok: false, permanent: false, reason: ours ? 'settings' : 'refused', detail };
}

interface RestRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  data?: unknown;
}

/** What the client asks of its HTTP library, with an end to waiting and without following redirects. */
const boundedFetch =
  (timeout: number) =>
  async ({ method, url, headers, data }: RestRequest) => {
    const answer = await fetch(url, {
      method: method.toUpperCase(),
      headers: { ...headers, 'content-type': 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
      ...(data !== undefined && { body: JSON.stringify(data) }),
    });
    const response = { status: answer.status, data: await answer.json().catch(() => ({})) };
    if (!answer.ok) throw Object.assign(new Error(`GOV.UK Notify answered ${answer.status}`), { response });
    return response;
  };

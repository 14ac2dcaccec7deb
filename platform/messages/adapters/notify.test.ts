import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Outgoing } from './adapter.ts';
import { notify } from './notify.ts';

const service = '26785a09-ab16-4eb0-8407-a37497a57506';
const secret = '3d844edf-8d35-48ac-975b-e847b4f122b0';
const templates = {
  emailTemplate: 'f33517ff-2a88-4f6e-b855-c550268ce08a',
  smsTemplate: '0e38317a-9cf3-4b1f-9c1e-6ed5b6a9f1f1',
  letterTemplate: '2c1fdb60-3fa2-4e9d-8b4c-2a7b6f7b2f31',
};

interface Call {
  method: string;
  url: string;
  issuer: string;
  body: Record<string, unknown>;
}

/** Speaks the part of the GOV.UK Notify API that is used: it accepts, refuses and lists as told. */
const calls: Call[] = [];
let answer = { status: 201, body: {} as unknown };
const server = createServer(async (request, response) => {
  calls.push({
    method: request.method!,
    url: request.url!,
    issuer: JSON.parse(Buffer.from(request.headers.authorization!.split('.')[1]!, 'base64url').toString()).iss,
    body: JSON.parse((await textOf(request)) || '{}'),
  });
  if (answer.status === 0) return;
  if (answer.status === 303 && request.url !== '/elsewhere')
    return response.writeHead(303, { location: '/elsewhere' }).end();
  response
    .writeHead(answer.status === 303 ? 201 : answer.status, { 'content-type': 'application/json' })
    .end(JSON.stringify(answer.body));
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

let adapter: ReturnType<typeof notify>;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  adapter = notify({ apiKey: `bay-${service}-${secret}`, ...templates, baseUrl, timeout: 300 });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  calls.length = 0;
  answer = { status: 201, body: { id: 'notify-1' } };
});

const message: Outgoing = {
  id: '019a0000-0000-7000-8000-000000000001',
  channel: 'sms',
  address: '+447700900123',
  subject: '',
  body: 'Your code is 123456',
  lang: 'en',
  stopLink: 'https://bay.example/messages/stop/abc',
  repeated: false,
};
const refuse = (status: number, error: string, text: string) => {
  answer = { status, body: { status_code: status, errors: [{ error, message: text }] } };
};

describe('GOV.UK Notify', () => {
  it('is given a text with its template and our id, as the service', async () => {
    expect(await adapter.send(message)).toEqual({ ok: true, reference: 'notify-1' });
    expect(calls).toEqual([
      {
        method: 'POST',
        url: '/v2/notifications/sms',
        issuer: service,
        body: {
          template_id: templates.smsTemplate,
          phone_number: '+447700900123',
          personalisation: { body: 'Your code is 123456' },
          reference: message.id,
        },
      },
    ]);
  });

  it('is given e-mail with its subject and the link that stops it', async () => {
    await adapter.send({ ...message, channel: 'email', address: 'mary@example.org', subject: 'A reply' });
    expect(calls[0]).toMatchObject({
      url: '/v2/notifications/email',
      body: {
        email_address: 'mary@example.org',
        personalisation: { subject: 'A reply' },
        one_click_unsubscribe_url: 'https://bay.example/messages/stop/abc',
      },
    });
  });

  it('is given a letter with the address line by line', async () => {
    await adapter.send({
      ...message,
      channel: 'letter',
      address: 'Mary Hall\n1 Sea View\nLA4 5AB',
      subject: 'A reply',
    });
    expect(calls[0]).toMatchObject({
      url: '/v2/notifications/letter',
      body: {
        template_id: templates.letterTemplate,
        personalisation: { address_line_1: 'Mary Hall', address_line_2: '1 Sea View', address_line_3: 'LA4 5AB' },
      },
    });
  });

  it('is asked first, before anything is sent a second time', async () => {
    answer = { status: 200, body: { notifications: [{ id: 'before', status: 'delivered' }], links: {} } };
    expect(await adapter.send({ ...message, repeated: true })).toEqual({ ok: true, reference: 'before' });
    expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET /v2/notifications?template_type=sms&reference=${message.id}`,
    ]);
  });

  it.each([
    ['a number that is none', 400, 'ValidationError', 'phone_number Not enough digits', true, 'no-such-address'],
    ['a template that is gone', 400, 'BadRequestError', 'Template not found', false, 'settings'],
    ['a key that was revoked', 403, 'AuthError', 'Invalid token: API key not found', false, 'settings'],
    ['the limit of the service', 429, 'TooManyRequestsError', 'Exceeded send limits', false, 'refused'],
    ['a fault over there', 500, 'Exception', 'Internal server error', false, 'refused'],
  ])('says what is wrong: %s', async (_, status, error, text, permanent, reason) => {
    refuse(status, error, text);
    expect(await adapter.send(message)).toMatchObject({ ok: false, permanent, reason });
  });

  it('is not waited for longer than told, and not followed elsewhere', async () => {
    answer = { status: 0, body: null };
    expect(await adapter.send(message)).toMatchObject({ ok: false, permanent: false });
    answer = { status: 303, body: { id: 'from elsewhere' } };
    expect(await adapter.send(message)).toMatchObject({ ok: false, permanent: false });
    expect(calls.map(({ url }) => url)).not.toContain('/elsewhere');
  });

  it('takes only the channels it has a template for', () => {
    const only = notify({
      apiKey: `bay-${service}-${secret}`,
      ...templates,
      emailTemplate: null,
      letterTemplate: null,
    });
    expect(only.channels).toEqual(['sms']);
  });
});

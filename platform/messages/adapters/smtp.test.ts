import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outgoing } from './adapter.ts';
import { smtp } from './smtp.ts';

interface Received {
  to: string[];
  raw: string;
}

const received: Received[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onAuth: (auth, _session, done) =>
    auth.password === 'right' ? done(null, { user: 'upwell' }) : done(new Error('Wrong password')),
  onRcptTo({ address }, _session, done) {
    if (address.startsWith('nobody')) return done(Object.assign(new Error('No such user'), { responseCode: 550 }));
    if (address.startsWith('later')) return done(Object.assign(new Error('Try later'), { responseCode: 451 }));
    done();
  },
  onData(stream, session, done) {
    let raw = '';
    stream.on('data', (chunk) => {
      raw += chunk;
    });
    stream.on('end', () => {
      received.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
      done();
    });
  },
});

let port = 0;
const adapters: ReturnType<typeof smtp>[] = [];
const adapterAt = (login = '', onPort = port, timeout = 2_000) => {
  const adapter = smtp({
    smtpUrl: `smtp://${login}127.0.0.1:${onPort}`,
    from: 'Upwell <hello@bay.example>',
    publicUrl: 'https://bay.example',
    timeout,
  });
  adapters.push(adapter);
  return adapter;
};

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  port = (server.server.address() as AddressInfo).port;
});

afterAll(async () => {
  await Promise.all(adapters.map((adapter) => adapter.close()));
  await new Promise<void>((closed) => server.close(closed));
});

const message: Outgoing = {
  id: '019a0000-0000-7000-8000-000000000001',
  channel: 'email',
  address: 'mary@example.org',
  subject: 'Mae’r cyngor wedi ateb',
  body: 'Helo\n\nSee https://bay.example/say/1',
  lang: 'cy',
  stopLink: 'https://bay.example/messages/stop/abc',
  repeated: false,
};

describe('e-mail through a mail server', () => {
  it('arrives with its text, its language, an id that stays, and a button that stops it', async () => {
    const adapter = adapterAt();
    expect(await adapter.send(message)).toMatchObject({ ok: true });
    expect(await adapter.send(message)).toMatchObject({ ok: true });
    const [first, second] = received;
    expect(first!.to).toEqual(['mary@example.org']);
    for (const line of [
      'From: Upwell <hello@bay.example>',
      'To: mary@example.org',
      'Content-Language: cy',
      'Auto-Submitted: auto-generated',
      'List-Unsubscribe: <https://bay.example/messages/stop/abc>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    ])
      expect(first!.raw).toContain(`${line}\r\n`);
    const id = /^Message-ID: (.*)$/im;
    expect(id.exec(first!.raw)![1]!.trim()).toBe(`<${message.id}@bay.example>`);
    expect(id.exec(second!.raw)![1]).toBe(id.exec(first!.raw)![1]);
    expect(first!.raw).toContain('text/plain');
    expect(first!.raw).toContain('text/html');
  });

  it('has no way for a subject or an address to add a header or a reader', async () => {
    received.length = 0;
    await adapterAt().send({
      ...message,
      subject: 'Hello\r\nBcc: victim@example.org\r\n\r\nBody of somebody else',
      lang: 'en\r\nX-Evil: yes',
      stopLink: null,
    });
    await adapterAt().send({ ...message, address: 'a@example.org, victim@example.org' });
    await adapterAt().send({ ...message, address: 'a@example.org\r\nRCPT TO:<victim@example.org>' });
    const headers = received.map(({ raw }) => raw.split('\r\n\r\n', 1)[0]!);
    expect(received.length).toBeGreaterThan(0);
    expect(headers.join('\n')).not.toMatch(/^(Bcc|X-Evil):/im);
    expect(received.flatMap(({ to }) => to)).not.toContain('victim@example.org');
  });

  it('knows an address that does not exist from a server that is busy', async () => {
    const adapter = adapterAt();
    expect(await adapter.send({ ...message, address: 'nobody@example.org' })).toMatchObject({
      permanent: true,
      reason: 'no-such-address',
    });
    expect(await adapter.send({ ...message, address: 'later@example.org' })).toMatchObject({ permanent: false });
  });

  it('calls a wrong password a matter of settings, and tells no address in the log', async () => {
    const sent = await adapterAt('upwell:wrong@').send(message);
    expect(sent).toMatchObject({ ok: false, permanent: false, reason: 'settings' });
    expect(JSON.stringify(sent)).not.toContain('mary');
    expect(await adapterAt('upwell:right@').send(message)).toMatchObject({ ok: true });
  });

  it('does not wait for ever for a server that says nothing, and does not lose the message', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const sent = await adapterAt('', (silent.address() as AddressInfo).port, 200).send(message);
    expect(sent).toMatchObject({ ok: false, permanent: false });
    silent.close();
  });
});

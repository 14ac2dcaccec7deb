import { randomBytes } from 'node:crypto';
import { createCatalogue, platformWords } from '@upwell/platform/i18n';
import { createSealer } from '@upwell/platform/seal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesByMessage, codeWords } from './code-message.ts';
import { createAccounts } from './create.ts';
import type { CodeMessage } from './model.ts';
import { TestBrowser, testWorld, type World } from './test-world.ts';
import { accountsWords } from './words.ts';

const catalogue = createCatalogue([platformWords(), accountsWords()]);

let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.database.drop());

const message = (more: Partial<CodeMessage>): CodeMessage => ({
  place: world.north,
  channel: 'email',
  address: 'ann@example.org',
  code: '12345678',
  link: 'https://north.example/sign-in/link?token=abc',
  purpose: 'sign-in',
  lang: 'en',
  expiresAt: new Date(),
  ...more,
});

test('a code is queued with the sign-in it belongs to, sealed, and not kept past its time', async () => {
  const sealer = createSealer(randomBytes(32));
  const { clock, db, north } = world;
  const accounts = createAccounts({
    db,
    clock,
    config: { secret: randomBytes(32), demo: false },
    sendCode: codesByMessage({ clock, sealer, catalogue }),
  });
  const browser = new TestBrowser(north);
  for (const begun of [
    await accounts.startEmail(browser.with({ address: 'ann@example.org', lang: 'cy' })),
    await accounts.startPhone(browser.with({ address: '07700 900123', lang: 'ur' })),
  ])
    expect(begun).toMatchObject({ ok: true });
  const rows = await db.read({ placeId: north.id }, (tx) =>
    tx
      .selectFrom('message')
      .select(['channel', 'purpose', 'lang', 'body', 'expires_at', 'state'])
      .orderBy('id')
      .execute(),
  );
  const expires_at = new Date(clock.now().getTime() + 10 * 60_000);
  expect(rows).toEqual([
    { channel: 'email', purpose: 'code', lang: 'cy', body: null, state: 'waiting', expires_at },
    { channel: 'sms', purpose: 'code', lang: 'ur', body: null, state: 'waiting', expires_at },
  ]);
});

test('an e-mail names the place, the code, the link and how long they work', () => {
  const { subject, body } = codeWords(catalogue, message({})) as { subject: string; body: string };
  expect(subject).toContain('North');
  for (const part of ['North', '1234 5678', 'https://north.example/sign-in/link?token=abc', '10 minutes'])
    expect(body).toContain(part);
});

test('a text ends with the line that ties its code to this site, and fits in two parts', () => {
  const { body } = codeWords(catalogue, message({ channel: 'phone', code: '123456', link: null }));
  expect(body.endsWith('\n@north.example #123456')).toBe(true);
  expect(body.length).toBeLessThanOrEqual(306);
});

test('a message that adds an address says so, and carries no link', () => {
  for (const channel of ['email', 'phone'] as const) {
    const { body } = codeWords(catalogue, message({ channel, purpose: 'add', link: null }));
    expect(body).toContain('add this way of signing in');
    expect(body).not.toContain('http');
  }
});

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ConfigError, configurationPage, readConfig } from './index.ts';
import { settings } from './settings.ts';

const problems = (environment: Record<string, string>) => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

test('nothing has to be set', () => {
  const config = readConfig({});
  expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', publicUrl: 'http://localhost:3000', demo: false });
  expect(config.database.url).toBeNull();
  expect(config.warnings).toEqual([]);
});

test('the public address follows the port until it is set', () => {
  expect(readConfig({ PORT: '4100' }).publicUrl).toBe('http://localhost:4100');
  expect(readConfig({ PORT: '4100', PUBLIC_URL: 'https://upwell.example.org/' }).publicUrl).toBe(
    'https://upwell.example.org',
  );
});

test('a setting that is empty counts as left out', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '  ' })).toMatchObject({ port: 3000, database: { url: null } });
});

test.each([
  ['PORT', ['0x10', '-1', '65536', '3000.5', 'three']],
  ['HOST', ['not a host', 'a/b']],
  ['PUBLIC_URL', ['upwell.example.org', 'ftp://a.example', 'https://a.example/path', 'https://me:you@a.example']],
  ['ALLOWED_HOSTS', ['https://a.example', 'a.example:80', 'a_b.example', '*', 'a..b']],
  ['TRUST_PROXY', ['everyone', '10.0.0.0/33', '1.2.3']],
  ['DATABASE_URL', ['mysql://a/b', 'localhost']],
  ['DATABASE_POOL', ['0', '1', '201']],
  ['UPWELL_KEY', ['short', 'A'.repeat(44), 'not base64 at all, but it is quite long 123']],
  ['MAIL_FROM', ['nobody', 'a@b\r\nBcc: c@d', '@']],
  ['SMS_COUNTRIES', ['+44', '0044', ',']],
  ['S3_BUCKET', ['A', 'UPPER', 'with space']],
  ['OIDC_ISSUER', ['http://provider.example', 'provider']],
  ['LANGUAGES', ['english', 'en, xx', ',']],
  ['LOG_LEVEL', ['loud']],
  ['DEMO', ['maybe']],
  ['TEST_CLOCK', ['yesterday', '2026-13-01T00:00:00Z']],
])('a wrong %s is refused in a sentence that names it', (name, wrong) => {
  for (const value of wrong) {
    expect(problems({ [name]: value }), value).toContainEqual(expect.stringMatching(new RegExp(`^${name} must .+\\.`)));
  }
});

test('every wrong setting is told at once', () => {
  expect(problems({ PORT: 'x', DEMO: 'x', LOG_LEVEL: 'x' })).toHaveLength(3);
});

test('a secret is not repeated in the sentence that refuses it', () => {
  for (const [name, setting] of Object.entries(settings)) {
    if (!('secret' in setting)) continue;
    const [sentence] = problems({ [name]: 'hunter2 \u0000 not right' });
    expect(sentence).toContain(name);
    expect(sentence).not.toContain('hunter2');
  }
});

test.each([
  ['SMTP_URL without a sender', { SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM is missing'],
  ['half a provider', { OIDC_ISSUER: 'https://a.example', OIDC_CLIENT_ID: 'x' }, 'OIDC_CLIENT_SECRET is missing'],
  ['half a store', { S3_BUCKET: 'papers', S3_ACCESS_KEY_ID: 'x' }, 'S3_SECRET_ACCESS_KEY is missing'],
  ['a store without a bucket', { S3_ENDPOINT: 'https://s3.example' }, 'S3_BUCKET is missing'],
  ['an owner without a database', { DATABASE_OWNER_URL: 'postgres://o@h/d' }, 'DATABASE_URL is missing'],
  [
    'a template without a key',
    { NOTIFY_SMS_TEMPLATE: '11111111-2222-3333-4444-555555555555' },
    'NOTIFY_API_KEY is missing',
  ],
  [
    'a key without a template',
    { NOTIFY_API_KEY: 'team-11111111-2222-3333-4444-555555555555-11111111-2222-3333-4444-555555555555' },
    'NOTIFY_API_KEY needs at least one template',
  ],
  [
    'a test clock on a real address',
    { TEST_CLOCK: '2026-03-01T09:00:00Z', PUBLIC_URL: 'https://upwell.example.org' },
    'TEST_CLOCK is for tests only',
  ],
])('%s is refused', (_, environment, sentence) => {
  expect(problems(environment).join('\n')).toContain(sentence);
});

test('a name that looks like one of ours is warned about, others are left alone', () => {
  const { warnings } = readConfig({ PUBLC_URL: 'x', UPWELL_COLOUR: 'blue', PATH: '/bin', PGHOST: 'x', PORTS: '3' });
  expect(warnings).toEqual([
    'PUBLC_URL is not a setting. Did you mean PUBLIC_URL?',
    'UPWELL_COLOUR is not a setting and changes nothing. See docs/configuration.md.',
  ]);
});

test('a public address without https is warned about', () => {
  expect(readConfig({ PUBLIC_URL: 'http://upwell.example.org' }).warnings[0]).toContain('not https');
});

test('only the hosts that were named are answered once the address is a real one', () => {
  expect(readConfig({ PUBLIC_URL: 'https://a.example', ALLOWED_HOSTS: 'B.example, *.c.example' }).allowedHosts).toEqual(
    ['a.example', 'b.example', '*.c.example'],
  );
});

test('docs/configuration.md says what the settings are', async () => {
  const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  expect(page).toBe(configurationPage());
});

import { testDatabase } from '@upwell/platform/database/testing';
import type { BrowserVisit } from '@upwell/platform/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT, honestProvider, walk } from '../../platform/accounts/test-provider.ts';
import { createPlace } from '../index.ts';
import { type GroundWorld, openGround } from '../testing.ts';

const home = 'http://localhost:3000';
let provider: Awaited<ReturnType<typeof honestProvider>>;
let world: GroundWorld;

beforeAll(async () => {
  provider = await honestProvider([`${home}/sign-in/oidc/callback/sso`]);
  const database = await testDatabase();
  world = await openGround(database, {
    env: {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT.clientId,
      OIDC_CLIENT_SECRET: CLIENT.clientSecret,
      OIDC_NAME: 'Northtown Council',
    },
  });
  await createPlace(database.db, { name: 'Sandholme' }, world.clock.now());
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
  await provider.close();
});

const away = async (visitor: BrowserVisit) => {
  await visitor.visit('/sign-in?next=/me');
  await visitor.follow('With Northtown Council');
  await visitor.submit();
  const link = visitor.page
    .querySelectorAll('main a')
    .find((each) => each.getAttribute('href')?.startsWith(provider.issuer));
  return walk(link?.getAttribute('href')?.replaceAll('&amp;', '&') as string, `${home}/sign-in/oidc/callback`);
};

test('somebody goes to the council and comes back signed in, by buttons and links alone', async () => {
  provider.is({ sub: 'ann', email: 'ann@council.example', email_verified: true });
  const visitor = world.visitor({ host: 'localhost:3000' });
  const query = await away(visitor);
  await visitor.visit(`/sign-in/oidc/callback/sso?${new URLSearchParams({ ...query, session_state: 'theirs' })}`);
  expect(visitor.title).toBe('You are back from Northtown Council');
  await visitor.submit();
  expect(visitor.title).toBe('You are in. What shall we call you?');
  await visitor.submit({ nickname: 'Ann' });
  expect([visitor.answer.path, visitor.title]).toEqual(['/me', 'Ann']);
  await visitor.visit('/me/ways-in');
  expect(visitor.text).toContain('Northtown Council');
});

test('an answer of the provider is worth nothing in another browser', async () => {
  provider.is({ sub: 'ben' });
  const query = await away(world.visitor({ host: 'localhost:3000' }));
  const thief = world.visitor({ host: 'localhost:3000' });
  await thief.visit(`/sign-in/oidc/callback/sso?${new URLSearchParams(query)}`);
  await thief.submit();
  expect(thief.answer.status).toBe(400);
  expect((await thief.visit('/me')).status).toBe(401);
});

test('whoever says no there comes back to a plain sentence', async () => {
  const visitor = world.visitor({ host: 'localhost:3000' });
  const query = await away(visitor);
  await visitor.visit(`/sign-in/oidc/callback/sso?error=access_denied&state=${(query as { state: string }).state}`);
  await visitor.submit();
  expect(visitor.text).toContain('You chose not to sign in that way');
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENT, honestProvider, type Lie, lyingProvider, walk } from './test-provider.ts';
import { TestBrowser, testWorld, type World } from './test-world.ts';

const HOME = 'https://north.example/sign-in/oidc/callback';

let world: World;
let council: Awaited<ReturnType<typeof honestProvider>>;
let liar: Awaited<ReturnType<typeof lyingProvider>>;
let accounts: World['accounts'];

beforeAll(async () => {
  world = await testWorld();
  council = await honestProvider([`${HOME}/council`]);
  liar = await lyingProvider();
  accounts = world.create({
    oidc: [
      { id: 'council', name: 'Northtown Council', issuer: council.issuer, ...CLIENT },
      { id: 'liar', name: 'Liar', issuer: liar.issuer, ...CLIENT },
      { id: 'gone', name: 'Gone', issuer: 'http://127.0.0.1:9', ...CLIENT },
      { id: 'southern', name: 'Only in South', issuer: council.issuer, ...CLIENT, placeIds: [world.south.id] },
    ],
  });
});
afterAll(() => Promise.all([world.database.drop(), council.close(), liar.close()]));

async function begin(browser: TestBrowser, providerId: string, more: object = {}): Promise<string> {
  const started = await accounts.startOidc(browser.with({ providerId, ...more }));
  if (!started.ok) throw new Error(JSON.stringify(started));
  browser.keep(started.value);
  return started.value.url;
}

async function come(
  claims: Parameters<typeof council.is>[0],
  browser = new TestBrowser(world.north),
  more: object = {},
) {
  council.is(claims);
  const query = await walk(await begin(browser, 'council', more), HOME);
  const finished = await accounts.finishOidc(browser.with({ providerId: 'council', query }));
  return { browser, query, finished };
}

const arrivalOf = ({ finished }: Awaited<ReturnType<typeof come>>) => {
  if (!finished.ok || !('arrival' in finished.value)) throw new Error(JSON.stringify(finished));
  return finished.value.arrival;
};

describe('signing in with a provider', () => {
  test('asks with PKCE, state and nonce, and comes back signed in', async () => {
    const browser = new TestBrowser(world.north);
    council.is({ sub: 'ann', email: 'ann@council.example', email_verified: true });
    const url = await begin(browser, 'council', { returnTo: '/decisions' });
    const asked = new URL(url).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)?.length).toBeGreaterThanOrEqual(32);
    expect(asked.get('scope')?.split(' ')).toEqual(['openid', 'email']);
    expect(asked.get('redirect_uri')).toBe(`${HOME}/council`);
    const query = await walk(url, HOME);
    const finished = await accounts.finishOidc(browser.with({ providerId: 'council', query }));
    expect(finished).toMatchObject({ ok: true, value: { arrival: { newAccount: true, returnTo: '/decisions' } } });
    if (finished.ok) browser.keep('arrival' in finished.value ? finished.value.arrival : finished.value);
    expect(await accounts.actorOf(browser.with({}))).not.toBeNull();
    expect([...browser.jar.keys()]).toEqual(['__Host-upwell_session']);
  });

  test('the subject is the identity: the same one finds its account, whatever its address now', async () => {
    const first = arrivalOf(await come({ sub: 'bea', email: 'bea@council.example', email_verified: true }));
    const again = arrivalOf(await come({ sub: 'bea', email: 'bea@married.example', email_verified: true }));
    expect(again).toMatchObject({ accountId: first.accountId, newAccount: false });
  });

  test('keeps no token of the provider', async () => {
    await come({ sub: 'cal', email: 'cal@council.example', email_verified: true });
    const rows = await world.db.installation((tx) => tx.selectFrom('account_identity').selectAll().execute());
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatchObject({ access_token: null, refresh_token: null, id_token: null });
  });

  test('ends the session the browser held before', async () => {
    const { browser } = await world.signIn('dee@example.org');
    const old = new TestBrowser(world.north);
    for (const [name, value] of browser.jar) old.jar.set(name, value);
    arrivalOf(await come({ sub: 'dee' }, browser));
    expect(await accounts.actorOf(old.with({}))).toBeNull();
  });
});

describe('linking identities (C6)', () => {
  test('an unverified address equal to a member of staff opens nothing of theirs', async () => {
    const staff = await world.signIn('staff@north.example');
    const thief = arrivalOf(await come({ sub: 'thief', email: 'staff@north.example', email_verified: false }));
    expect(thief.accountId).not.toBe(staff.arrival.accountId);
    expect(thief.personId).toBeNull();
    const again = await world.signIn('staff@north.example');
    expect(again.arrival.accountId).toBe(staff.arrival.accountId);
  });

  test('a new subject with an address we know is refused, verified or not, and makes no second account', async () => {
    await world.signIn('boss@north.example');
    const count = () =>
      world.db.installation((tx) =>
        tx
          .selectFrom('account')
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirst(),
      );
    const before = await count();
    const { finished } = await come({ sub: 'newcomer', email: 'boss@north.example', email_verified: true });
    expect(finished).toMatchObject({ ok: false, code: 'conflict', problem: { key: 'accounts.oidc.address-known' } });
    expect(await count()).toEqual(before);
  });

  test('somebody signed in adds a provider, and then comes in by it', async () => {
    const { browser, arrival } = await world.signIn('flo@example.org');
    const added = await come({ sub: 'flo', email: 'flo@council.example', email_verified: false }, browser, {
      add: true,
      returnTo: '/me',
    });
    expect(added.finished).toMatchObject({ ok: true, value: { added: true, returnTo: '/me' } });
    expect(arrivalOf(await come({ sub: 'flo' })).accountId).toBe(arrival.accountId);
    expect(await accounts.waysIn(browser.with({}))).toMatchObject({
      value: { providers: [{ name: 'Northtown Council' }] },
    });
    const other = await world.signIn('gil@example.org');
    const taken = await come({ sub: 'flo' }, other.browser, { add: true });
    expect(taken.finished).toMatchObject({ ok: false, code: 'conflict' });
  });

  test('adding needs a session, and a recent one', async () => {
    const { browser } = await world.signIn('hal@example.org');
    world.clock.advance(16 * 60_000);
    expect(await accounts.startOidc(browser.with({ providerId: 'council', add: true }))).toMatchObject({
      code: 'sign-in-first',
    });
    world.clock.set(new Date());
    expect(
      await accounts.startOidc(new TestBrowser(world.north).with({ providerId: 'council', add: true })),
    ).toMatchObject({
      code: 'sign-in-first',
    });
  });
});

describe('answers that are not an answer to this browser', () => {
  const failed = { ok: false, code: 'invalid', problem: { key: 'accounts.oidc.failed' } };

  test('a code used before', async () => {
    const { browser, query } = await come({ sub: 'ida' });
    expect(await accounts.finishOidc(browser.with({ providerId: 'council', query }))).toMatchObject(failed);
    // Also with a state of a trip of its own.
    const fresh = new TestBrowser(world.north);
    const state = new URL(await begin(fresh, 'council')).searchParams.get('state')!;
    expect(await accounts.finishOidc(fresh.with({ providerId: 'council', query: { ...query, state } }))).toMatchObject(
      failed,
    );
  });

  test('no state, a wrong one, one of another browser, one of another place', async () => {
    council.is({ sub: 'jo' });
    const browser = new TestBrowser(world.north);
    const query = await walk(await begin(browser, 'council'), HOME);
    const { state: _, ...stateless } = query;
    const finish = (from: TestBrowser, asked: object) =>
      accounts.finishOidc(from.with({ providerId: 'council', query: asked as Record<string, string> }));
    expect(await finish(browser, stateless)).toMatchObject(failed);
    expect(await finish(browser, { ...query, state: 'x'.repeat(32) })).toMatchObject(failed);
    expect(await finish(new TestBrowser(world.north), query)).toMatchObject(failed);
    const south = new TestBrowser(world.south);
    for (const [name, value] of browser.jar) south.jar.set(name, value);
    expect(await finish(south, query)).toMatchObject(failed);
    expect(await finish(browser, query)).toMatchObject({ ok: true });
  });

  const lies: [string, Lie][] = [
    ['an ID token without a signature (alg none)', { unsigned: true }],
    ['an ID token that says none but is signed', { header: { alg: 'none' } }],
    ['a signature of another key', { foreignKey: true }],
    ['a wrong nonce', { claims: { nonce: 'another' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['another audience', { claims: { aud: 'another-client' } }],
    ['another issuer', { claims: { iss: 'https://issuer.example' } }],
    ['an ID token that has run out', { claims: { iat: 1_700_000_000, exp: 1_700_000_300 } }],
    ['no ID token at all', { noIdToken: true }],
    ['a subject that changes between ID token and user info', { userinfo: { sub: 'somebody-else' } }],
  ];
  test.each(lies)('%s', async (_, lie) => {
    const browser = new TestBrowser(world.north);
    const url = await begin(browser, 'liar');
    liar.says(lie, url);
    const query = { code: 'any', state: new URL(url).searchParams.get('state')! };
    expect(await accounts.finishOidc(browser.with({ providerId: 'liar', query }))).toMatchObject(failed);
    expect(await accounts.actorOf(browser.with({}))).toBeNull();
  });

  test('the same provider, for once telling the truth, is let through', async () => {
    const browser = new TestBrowser(world.north);
    const url = await begin(browser, 'liar');
    liar.says({}, url);
    const query = { code: 'any', state: new URL(url).searchParams.get('state')! };
    expect(await accounts.finishOidc(browser.with({ providerId: 'liar', query }))).toMatchObject({ ok: true });
  });

  test('somebody who declined is told so', async () => {
    const browser = new TestBrowser(world.north);
    const state = new URL(await begin(browser, 'council')).searchParams.get('state')!;
    const query = { error: 'access_denied', state };
    expect(await accounts.finishOidc(browser.with({ providerId: 'council', query }))).toMatchObject({
      problem: { key: 'accounts.oidc.declined' },
    });
  });

  test.each([
    {},
    { code: ['a', 'b'], state: {} },
    { code: 'x'.repeat(100_000), state: 'y' },
    { code: '\0', state: '\0' },
  ])('nonsense: %#', async (query) => {
    const browser = new TestBrowser(world.north);
    await begin(browser, 'council');
    expect(await accounts.finishOidc(browser.with({ providerId: 'council', query }))).toMatchObject(failed);
  });
});

describe('providers that are not there', () => {
  test('one that does not answer is said to be away; e-mail goes on', async () => {
    const browser = new TestBrowser(world.north);
    expect(await accounts.startOidc(browser.with({ providerId: 'gone' }))).toMatchObject({
      ok: false,
      problem: { key: 'accounts.oidc.away' },
    });
    expect(await accounts.startEmail(browser.with({ address: 'kim@example.org', lang: 'en' }))).toMatchObject({
      ok: true,
    });
  });

  test('one of another place, or of none, does not exist', async () => {
    for (const providerId of ['southern', 'unheard-of', '__proto__', ''])
      expect(await accounts.startOidc(new TestBrowser(world.north).with({ providerId }))).toMatchObject({
        code: 'not-found',
      });
    expect(accounts.providersOf(world.north).map(({ id }) => id)).toEqual(['council', 'liar', 'gone']);
  });
});

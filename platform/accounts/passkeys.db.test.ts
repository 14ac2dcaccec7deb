import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestAuthenticator } from './test-authenticator.ts';
import { TestBrowser, testPlace, testWorld, type World } from './test-world.ts';

let world: World;
let accounts: World['accounts'];
beforeAll(async () => {
  world = await testWorld();
  accounts = world.accounts;
});
afterAll(() => world.database.drop());

const refused = { ok: false, code: 'invalid', problem: { key: 'accounts.passkey.wrong' } };

async function optionsToAdd(browser: TestBrowser) {
  const asked = await accounts.passkeyOptionsToAdd(browser.with({ personName: 'Ann' }));
  if (!asked.ok) throw new Error(JSON.stringify(asked));
  browser.keep(asked.value);
  return asked.value.options;
}

async function optionsToSignIn(browser: TestBrowser, more: object = {}) {
  const asked = await accounts.passkeyOptionsToSignIn(browser.with(more));
  if (!asked.ok) throw new Error(JSON.stringify(asked));
  browser.keep(asked.value);
  return asked.value.options;
}

/** Somebody with a passkey of their own. */
async function owner(address: string) {
  const { browser, arrival } = await world.signIn(address);
  const device = new TestAuthenticator(world.north.origin);
  const response = device.create(await optionsToAdd(browser));
  const added = await accounts.addPasskey(browser.with({ response, label: 'My phone' }));
  if (!added.ok) throw new Error(JSON.stringify(added));
  return { browser, device, accountId: arrival.accountId, passkeyId: added.value.passkeyId };
}

describe('passkeys', () => {
  test('one is added and then signs in on a browser that knows nothing', async () => {
    const { device, accountId, browser } = await owner('ann@example.org');
    const fresh = new TestBrowser(world.north);
    const options = await optionsToSignIn(fresh, { returnTo: '/say' });
    expect(options).toMatchObject({ rpId: 'north.example', userVerification: 'required' });
    expect(options.allowCredentials ?? []).toEqual([]);
    const arrival = await accounts.signInWithPasskey(fresh.with({ response: device.get(options) }));
    expect(arrival).toMatchObject({ ok: true, value: { accountId, newAccount: false, returnTo: '/say' } });
    if (arrival.ok) fresh.keep(arrival.value);
    expect(await accounts.actorOf(fresh.with({}))).toMatchObject({ accountId });
    const ways = await accounts.waysIn(browser.with({}));
    expect(ways).toMatchObject({ value: { passkeys: [{ label: 'My phone', usedAt: world.clock.now() }] } });
  });

  test.each([true, false])('an answer given before is not taken again, by a device that counts: %s', async (counts) => {
    const { device } = await owner(`${randomUUID()}@example.org`);
    device.counts = counts;
    const browser = new TestBrowser(world.north);
    const response = device.get(await optionsToSignIn(browser));
    const stranger = new TestBrowser(world.north);
    expect(await accounts.signInWithPasskey(stranger.with({ response }))).toMatchObject(refused);
    await optionsToSignIn(stranger);
    expect(await accounts.signInWithPasskey(stranger.with({ response }))).toMatchObject(refused);
    expect(await accounts.signInWithPasskey(browser.with({ response }))).toMatchObject({ ok: true });
    expect(await accounts.signInWithPasskey(browser.with({ response }))).toMatchObject(refused);
  });

  test('a copied device, which counts behind the real one, is refused', async () => {
    const { device } = await owner('cal@example.org');
    const browser = new TestBrowser(world.north);
    for (let each = 0; each < 3; each++) {
      const response = device.get(await optionsToSignIn(browser));
      expect(await accounts.signInWithPasskey(browser.with({ response }))).toMatchObject({ ok: true });
    }
    device.passkeys[0]!.count = 1;
    const response = device.get(await optionsToSignIn(browser));
    expect(await accounts.signInWithPasskey(browser.with({ response }))).toMatchObject(refused);
  });

  test('a page that only looks like ours gets an answer that is worth nothing here', async () => {
    const { device, browser } = await owner('dee@example.org');
    const fresh = new TestBrowser(world.north);
    const phished = new TestAuthenticator('https://north.example.evil');
    phished.passkeys.push(...device.passkeys);
    const response = phished.get(await optionsToSignIn(fresh));
    expect(await accounts.signInWithPasskey(fresh.with({ response }))).toMatchObject(refused);
    const made = phished.create(await optionsToAdd(browser));
    expect(await accounts.addPasskey(browser.with({ response: made, label: 'x' }))).toMatchObject(refused);
  });

  test('a passkey of one place opens no door in another', async () => {
    const { device } = await owner('eve@example.org');
    const south = new TestBrowser(world.south);
    const there = new TestAuthenticator(world.south.origin);
    there.passkeys.push({ ...device.passkeys[0]!, rpId: 'south.example' });
    const response = there.get(await optionsToSignIn(south));
    expect(await accounts.signInWithPasskey(south.with({ response }))).toMatchObject(refused);
  });

  test('a forged signature, another key, another owner, and a device nobody unlocked are refused', async () => {
    const { device } = await owner('fay@example.org');
    const other = await owner('gus@example.org');
    const attempt = async (spoil: (device: TestAuthenticator, options: { challenge: string }) => object) => {
      const browser = new TestBrowser(world.north);
      const response = spoil(device, await optionsToSignIn(browser));
      return accounts.signInWithPasskey(browser.with({ response }));
    };
    const own = device.passkeys[0]!;
    const theirs = other.device.passkeys[0]!;
    expect(await attempt((d, o) => d.get(o, { ...own, key: theirs.key }))).toMatchObject(refused);
    expect(await attempt((d, o) => d.get(o, { ...own, userHandle: theirs.userHandle }))).toMatchObject(refused);
    expect(await attempt((d, o) => d.get(o, { ...own, id: Buffer.from('unheard of') }))).toMatchObject(refused);
    expect(
      await attempt((d, o) => {
        d.userVerified = false;
        const answer = d.get(o);
        d.userVerified = true;
        return answer;
      }),
    ).toMatchObject(refused);
    expect(await attempt((d, o) => d.get(o))).toMatchObject({ ok: true });
  });

  test('a passkey cannot be claimed by a second account', async () => {
    const { device } = await owner('hal@example.org');
    const { browser } = await world.signIn('ida@example.org');
    const options = await optionsToAdd(browser);
    const thief = new TestAuthenticator(world.north.origin);
    const response = thief.create(options, device.passkeys[0]!.id);
    expect(await accounts.addPasskey(browser.with({ response, label: 'x' }))).toMatchObject({ code: 'conflict' });
    const fresh = new TestBrowser(world.north);
    const stolen = thief.get(await optionsToSignIn(fresh));
    expect(await accounts.signInWithPasskey(fresh.with({ response: stolen }))).toMatchObject(refused);
  });

  test('a challenge to sign in does not add, and the other way round', async () => {
    const { browser, device } = await owner('jo@example.org');
    const toSignIn = await optionsToSignIn(browser);
    const response = device.create({ ...toSignIn, rp: { id: 'north.example' }, user: { id: 'x' } });
    expect(await accounts.addPasskey(browser.with({ response, label: 'x' }))).toMatchObject(refused);
    const toAdd = await optionsToAdd(browser);
    expect(await accounts.signInWithPasskey(browser.with({ response: device.get(toAdd) }))).toMatchObject(refused);
  });

  test('a question to a passkey leaves a code that is awaited in force', async () => {
    const browser = new TestBrowser(world.north);
    const asked = await accounts.startEmail(browser.with({ address: 'oli@example.org', lang: 'en' }));
    if (asked.ok) browser.keep(asked.value);
    await optionsToSignIn(browser);
    const { code } = world.messageTo('oli@example.org');
    expect(await accounts.finishEmailCode(browser.with({ code }))).toMatchObject({ ok: true });
  });

  test('added and taken away only by somebody who has just proved who they are', async () => {
    const { browser, passkeyId, device } = await owner('kim@example.org');
    expect(await accounts.passkeyOptionsToAdd(new TestBrowser(world.north).with({ personName: 'x' }))).toMatchObject({
      code: 'sign-in-first',
    });
    const other = await world.signIn('lee@example.org');
    expect(await accounts.removeWayIn(other.browser.with({}), { kind: 'passkey', id: passkeyId })).toMatchObject({
      code: 'not-found',
    });
    world.clock.advance(16 * 60_000);
    const late = { code: 'sign-in-first', problem: { key: 'accounts.recent.needed' } };
    expect(await accounts.passkeyOptionsToAdd(browser.with({ personName: 'x' }))).toMatchObject(late);
    expect(await accounts.removeWayIn(browser.with({}), { kind: 'passkey', id: passkeyId })).toMatchObject(late);
    const again = await accounts.signInWithPasskey(
      browser.with({ response: device.get(await optionsToSignIn(browser)) }),
    );
    if (again.ok) browser.keep(again.value);
    expect(await accounts.removeWayIn(browser.with({}), { kind: 'passkey', id: passkeyId })).toMatchObject({
      ok: true,
    });
    expect(
      await accounts.signInWithPasskey(browser.with({ response: device.get(await optionsToSignIn(browser)) })),
    ).toMatchObject(refused);
  });

  test('a name with control characters, none or a very long one is sent back', async () => {
    const { browser } = await world.signIn('ned@example.org');
    for (const label of ['', '  ', 'a\0b', 'a\nb', 'x'.repeat(81)])
      expect(await accounts.addPasskey(browser.with({ response: {}, label }))).toMatchObject({ fields: { label: {} } });
  });

  test('works on the address a development server has', async () => {
    const place = testPlace({ origin: 'http://localhost:3000' });
    const { browser, arrival } = await world.signIn('may@example.org', place);
    expect([...browser.jar.keys()].sort()).toEqual(['upwell_known', 'upwell_session']);
    const device = new TestAuthenticator(place.origin);
    const response = device.create(await optionsToAdd(browser));
    expect(await accounts.addPasskey(browser.with({ response, label: 'Laptop' }))).toMatchObject({ ok: true });
    const options = await optionsToSignIn(browser);
    expect(await accounts.signInWithPasskey(browser.with({ response: device.get(options) }))).toMatchObject({
      value: { accountId: arrival.accountId },
    });
  });

  test.each([
    null,
    'x',
    {},
    { id: 1 },
    { id: 'a', rawId: 'a', type: 'public-key', response: {} },
    { id: 'a'.repeat(1e6) },
  ])('nonsense is refused and never breaks: %#', async (response) => {
    const { browser } = await world.signIn(`${randomUUID()}@example.org`);
    await optionsToAdd(browser);
    expect(await accounts.addPasskey(browser.with({ response, label: 'x' }))).toMatchObject(refused);
    await optionsToSignIn(browser);
    expect(await accounts.signInWithPasskey(browser.with({ response }))).toMatchObject(refused);
  });
});

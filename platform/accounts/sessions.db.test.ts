import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookieName } from './cookies.ts';
import { DAY } from './model.ts';
import { TestBrowser, testPlace, testWorld, type World } from './test-world.ts';

let world: World;
let accounts: World['accounts'];
beforeAll(async () => {
  world = await testWorld();
  accounts = world.accounts;
});
afterAll(() => world.database.drop());

const link = (placeId: string, accountId: string, personId: string) =>
  world.db.write({ placeId }, (tx) => accounts.linkPerson(tx, { placeId, accountId, personId }));

/** The same cookies under the names they would have in another place's browser. */
function carried(browser: TestBrowser, place = world.south): TestBrowser {
  const other = new TestBrowser(place);
  for (const [name, value] of browser.jar) other.jar.set(name, value);
  return other;
}

describe('a session', () => {
  test('knows the person of this place behind the account', async () => {
    const { browser, arrival } = await world.signIn('ann@example.org');
    const personId = v7();
    expect(await link(world.north.id, arrival.accountId, personId)).toMatchObject({ ok: true });
    expect(await accounts.actorOf(browser.with({}))).toEqual({
      accountId: arrival.accountId,
      personId,
      sessionId: arrival.sessionId,
      provedAt: world.clock.now(),
    });
  });

  test('of one place is nobody in another of the same process (B3)', async () => {
    const { browser, arrival } = await world.signIn('bea@example.org');
    await link(world.north.id, arrival.accountId, v7());
    expect(await accounts.actorOf(carried(browser).with({}))).toBeNull();
    // Not even a query without any condition sees it there.
    const seen = await world.db.read({ placeId: world.south.id }, (tx) =>
      tx.selectFrom('account_session').selectAll().execute(),
    );
    expect(seen).toEqual([]);
    // The same mailbox in the other place is the same account, and nobody's person yet.
    const there = await world.signIn('bea@example.org', world.south);
    expect(there.arrival).toMatchObject({ accountId: arrival.accountId, personId: null });
    expect(await accounts.actorOf(browser.with({}))).not.toBeNull();
  });

  test('an altered, foreign or empty cookie is nobody', async () => {
    const { browser } = await world.signIn('cal@example.org');
    const name = cookieName(world.north, 'session');
    const good = browser.jar.get(name)!;
    const [token, signature] = good.split('.') as [string, string];
    const strange = [
      '',
      '.',
      token,
      `${token}.`,
      `.${signature}`,
      `${token}x.${signature}`,
      `${token}.${signature.slice(0, -4)}`,
      'x'.repeat(5000),
    ];
    for (const value of strange) {
      browser.jar.set(name, value);
      expect(await accounts.actorOf(browser.with({}))).toBeNull();
    }
    expect(await accounts.actorOf({ place: world.north, cookies: {} })).toBeNull();
    const other = world.create({ secret: 'another secret, another installation' });
    browser.jar.set(name, good);
    expect(await other.actorOf(browser.with({}))).toBeNull();
    expect(await accounts.actorOf(browser.with({}))).not.toBeNull();
  });

  test('is a new one after each sign-in, and the old one is over', async () => {
    const { browser, arrival } = await world.signIn('dee@example.org');
    const old = carried(browser, world.north);
    const again = await world.signIn('dee@example.org', world.north, browser);
    expect(again.arrival.sessionId).not.toBe(arrival.sessionId);
    expect(await accounts.actorOf(old.with({}))).toBeNull();
    expect(await accounts.actorOf(browser.with({}))).not.toBeNull();
  });

  test('lasts thirty days and no longer', async () => {
    const { browser } = await world.signIn('eve@example.org');
    world.clock.advance(30 * DAY - 1000);
    expect(await accounts.actorOf(browser.with({}))).not.toBeNull();
    world.clock.advance(1000);
    expect(await accounts.actorOf(browser.with({}))).toBeNull();
    await accounts.sweep(world.north.id);
    const left = await world.db.read({ placeId: world.north.id }, (tx) =>
      tx.selectFrom('account_session').selectAll().execute(),
    );
    expect(left.filter((each) => each.expires_at <= world.clock.now())).toEqual([]);
  });

  test('ends by signing out, here or everywhere, in every place', async () => {
    const here = await world.signIn('fay@example.org');
    const phone = await world.signIn('fay@example.org');
    const south = await world.signIn('fay@example.org', world.south);
    const lines = await accounts.sessionsOf(here.browser.with({}));
    expect(lines.ok && lines.value.map(({ current }) => current).sort()).toEqual([false, true]);
    const copy = carried(here.browser, world.north);
    here.browser.keep(await accounts.signOut(here.browser.with({})));
    expect(here.browser.jar.has(cookieName(world.north, 'session'))).toBe(false);
    expect(await accounts.actorOf(copy.with({}))).toBeNull();
    expect(await accounts.actorOf(phone.browser.with({}))).not.toBeNull();
    world.clock.advance(1000);
    expect(await accounts.signOutEverywhere(phone.browser.with({}))).toMatchObject({ ok: true });
    expect(await accounts.actorOf(phone.browser.with({}))).toBeNull();
    expect(await accounts.actorOf(south.browser.with({}))).toBeNull();
    world.clock.advance(1000);
    expect(await accounts.actorOf((await world.signIn('fay@example.org')).browser.with({}))).not.toBeNull();
  });

  test('of somebody else cannot be ended', async () => {
    const own = await world.signIn('gus@example.org');
    const other = await world.signIn('hal@example.org');
    expect(await accounts.endSession(own.browser.with({}), other.arrival.sessionId)).toMatchObject({
      code: 'not-found',
    });
    expect(await accounts.actorOf(other.browser.with({}))).not.toBeNull();
    for (const id of ['', 'x', "' or 1=1", '\0'])
      expect(await accounts.endSession(own.browser.with({}), id)).toMatchObject({ code: 'not-found' });
    expect(await accounts.endSession(own.browser.with({}), own.arrival.sessionId)).toMatchObject({ ok: true });
    expect(await accounts.actorOf(own.browser.with({}))).toBeNull();
  });
});

describe('cookies', () => {
  const lines = async (origin: string) => {
    const browser = new TestBrowser(testPlace({ origin }));
    const address = `${v7()}@example.org`;
    const started = await accounts.startEmail(browser.with({ address, lang: 'en' }));
    if (!started.ok) throw new Error(started.code);
    browser.keep(started.value);
    const arrival = await accounts.finishEmailCode(browser.with({ code: world.messageTo(address).code }));
    if (!arrival.ok) throw new Error(arrival.code);
    return [...started.value.setCookies, ...arrival.value.setCookies];
  };

  test('over https are bound to the host, secure, out of reach of scripts and of other sites', async () => {
    const all = await lines('https://north.example');
    expect(all.length).toBeGreaterThanOrEqual(4);
    for (const line of all) {
      expect(line).toMatch(/^__Host-upwell_\w+=/);
      for (const flag of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Secure'])
        expect(line.toLowerCase()).toContain(`; ${flag.toLowerCase()}`);
      expect(line).not.toMatch(/domain=/i);
    }
  });

  test('over plain http on a laptop lack only what a browser would not take', async () => {
    for (const line of await lines('http://localhost:8080')) {
      expect(line).toMatch(/^upwell_\w+=/);
      expect(line).not.toMatch(/secure/i);
      for (const flag of ['HttpOnly', 'SameSite=Lax', 'Path=/'])
        expect(line.toLowerCase()).toContain(`; ${flag.toLowerCase()}`);
    }
  });
});

describe('a person and their account', () => {
  test('are one to one in a place', async () => {
    const ann = (await world.signIn('ida@example.org')).arrival;
    const bob = (await world.signIn('jo@example.org')).arrival;
    const personId = v7();
    expect(await link(world.north.id, ann.accountId, personId)).toMatchObject({ ok: true });
    expect(await link(world.north.id, ann.accountId, personId)).toMatchObject({ ok: true });
    expect(await link(world.north.id, bob.accountId, personId)).toMatchObject({ code: 'conflict' });
    expect(await link(world.north.id, ann.accountId, v7())).toMatchObject({ code: 'conflict' });
  });

  test('a person removed from a place is out at once, in that place only (B12)', async () => {
    const north = await world.signIn('kim@example.org');
    const south = await world.signIn('kim@example.org', world.south);
    const personId = v7();
    await link(world.north.id, north.arrival.accountId, personId);
    await world.db.write({ placeId: world.north.id }, (tx) =>
      accounts.endSessionsOfPerson(tx, world.north.id, personId),
    );
    expect(await accounts.actorOf(north.browser.with({}))).toBeNull();
    expect(await accounts.actorOf(south.browser.with({}))).not.toBeNull();
  });

  test('erased in the last place that knew it, an account leaves nothing behind (B10)', async () => {
    const north = await world.signIn('lee@example.org');
    const { accountId } = north.arrival;
    const south = await world.signIn('lee@example.org', world.south);
    const [inNorth, inSouth] = [v7(), v7()];
    await link(world.north.id, accountId, inNorth);
    await link(world.south.id, accountId, inSouth);
    await world.db.write({ placeId: world.north.id }, (tx) => accounts.forgetPerson(tx, world.north.id, inNorth));
    expect(await accounts.actorOf(north.browser.with({}))).toBeNull();
    expect(await accounts.actorOf(south.browser.with({}))).toMatchObject({ personId: inSouth });
    await world.db.write({ placeId: world.south.id }, (tx) => accounts.forgetPerson(tx, world.south.id, inSouth));
    expect(await accounts.actorOf(south.browser.with({}))).toBeNull();
    const left = await world.db.installation((tx) =>
      tx.selectFrom('account').select('id').where('email', '=', 'lee@example.org').execute(),
    );
    expect(left).toEqual([]);
  });
});

test('an account that nobody became a person with is forgotten after sixty days, any other is kept', async () => {
  const idle = (await world.signIn('idle@example.org')).arrival.accountId;
  const person = (await world.signIn('busy@example.org')).arrival.accountId;
  await link(world.north.id, person, v7());
  const left = () =>
    world.db.installation((tx) => tx.selectFrom('account').select('id').where('id', 'in', [idle, person]).execute());
  world.clock.advance(59 * DAY);
  await accounts.sweep(world.north.id);
  expect(await left()).toHaveLength(2);
  world.clock.advance(2 * DAY);
  await accounts.sweep(world.north.id);
  expect(await left()).toEqual([{ id: person }]);
});

describe('invented people', () => {
  const enter = (over: Partial<{ demo: boolean }>, place: ReturnType<typeof testPlace>) => {
    const browser = new TestBrowser(place);
    const entry = { personId: v7(), because: 'demo' as const };
    return world.db.write({ placeId: place.id }, (tx) => world.create(over).openSessionFor(tx, browser.with(entry)));
  };

  test('are entered only in a demo place of an installation in demo mode', async () => {
    expect(await enter({ demo: true }, testPlace({ demo: true }))).toMatchObject({ ok: true });
    expect(await enter({ demo: false }, testPlace({ demo: true }))).toMatchObject({ code: 'not-found' });
    expect(await enter({ demo: true }, testPlace({ demo: false }))).toMatchObject({ code: 'not-found' });
  });

  test('are the same account each time they are tried on', async () => {
    const place = testPlace({ demo: true });
    const demo = world.create({ demo: true });
    const personId = v7();
    const ids = [];
    for (let each = 0; each < 2; each++) {
      const entered = await world.db.write({ placeId: place.id }, (tx) =>
        demo.openSessionFor(tx, new TestBrowser(place).with({ personId, because: 'demo' as const })),
      );
      ids.push(entered.ok && entered.value.accountId);
      expect(entered).toMatchObject({ value: { personId } });
    }
    expect(ids[0]).toBe(ids[1]);
  });
});

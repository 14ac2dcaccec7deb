import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE } from './model.ts';
import { TestBrowser, testPlace, testWorld, type World } from './test-world.ts';

let world: World;
let accounts: World['accounts'];
beforeAll(async () => {
  world = await testWorld();
  accounts = world.accounts;
});
afterAll(() => world.database.drop());

const network = '203.0.113.9';
const wrong = { ok: false, code: 'invalid', fields: { code: { key: 'accounts.owner.wrong' } } };
const spend = (subject: string, code: string) =>
  world.db.installation((tx) => accounts.spendOwnerCode(tx, { subject, code, network }));

describe('the owner’s code (C7)', () => {
  test('is made once, however many processes start at the same time', async () => {
    const codes = await Promise.all(Array.from({ length: 8 }, () => accounts.ownerCode('installation')));
    const printed = codes.filter((code) => code !== null);
    expect(printed).toHaveLength(1);
    expect(printed[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(await accounts.ownerCode('installation')).toBeNull();
    expect(await accounts.awaitsOwner('installation')).toBe(true);
    const rows = await world.db.installation((tx) => tx.selectFrom('owner_claim').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain(printed[0]!);
  });

  test('tried from two machines at once makes exactly one owner', async () => {
    const subject = v7();
    const code = (await accounts.ownerCode(subject))!;
    const all = await Promise.all(Array.from({ length: 6 }, () => spend(subject, code)));
    expect(all.filter((each) => each.ok)).toHaveLength(1);
    expect(await spend(subject, code)).toEqual(wrong);
    expect(await accounts.awaitsOwner(subject)).toBe(false);
    expect(await accounts.renewOwnerCode(subject)).toBeNull();
  });

  test('is still good when making the owner fails half-way', async () => {
    const subject = v7();
    const code = (await accounts.ownerCode(subject))!;
    const failing = world.db.installation(async (tx) => {
      await accounts.spendOwnerCode(tx, { subject, code, network });
      throw new Error('the place could not be made');
    });
    await expect(failing).rejects.toThrow();
    expect(await spend(subject, code)).toMatchObject({ ok: true });
  });

  test('may be typed by hand, and checked before it is spent', async () => {
    const subject = v7();
    const code = (await accounts.ownerCode(subject))!;
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`;
    for (let each = 0; each < 3; each++)
      expect(await accounts.checkOwnerCode({ subject, code: typed, network })).toMatchObject({ ok: true });
    expect(await spend(subject, typed)).toMatchObject({ ok: true });
  });

  test('of one place is none of another', async () => {
    const [one, other] = [v7(), v7()];
    const code = (await accounts.ownerCode(one))!;
    await accounts.ownerCode(other);
    expect(await spend(other, code)).toEqual(wrong);
  });

  test('lost unspent is replaced from the command line, and the old one is void', async () => {
    const subject = v7();
    const lost = (await accounts.ownerCode(subject))!;
    const fresh = (await accounts.renewOwnerCode(subject))!;
    expect(await spend(subject, lost)).toEqual(wrong);
    expect(await spend(subject, fresh)).toMatchObject({ ok: true });
  });

  test('is not guessed: ten tries, then a pause for that network, and the owner goes on from theirs', async () => {
    const subject = v7();
    const code = (await accounts.ownerCode(subject))!;
    const stranger = '198.51.100.1';
    const guesses = [];
    for (const guess of ['', 'admin', '12345678', 'AAAA-AAAA-AAAA-AAAA', 'x'.repeat(1e6), ...Array(10).fill('0000')])
      guesses.push(await accounts.checkOwnerCode({ subject, code: guess, network: stranger }));
    expect(guesses.slice(0, 10)).toEqual(Array(10).fill(wrong));
    expect(guesses.slice(10)).toEqual(Array(5).fill({ ok: false, code: 'too-much' }));
    expect(await accounts.checkOwnerCode({ subject, code, network: '192.0.2.8' })).toMatchObject({ ok: true });
    world.clock.advance(15 * MINUTE);
    expect(await accounts.checkOwnerCode({ subject, code, network: stranger })).toMatchObject({ ok: true });
  });

  test('signs its owner in as the first organiser, in the transaction that makes them', async () => {
    const place = testPlace();
    const code = (await accounts.ownerCode(place.id))!;
    const personId = v7();
    const browser = new TestBrowser(place, network);
    const arrival = await world.db.write({ placeId: place.id }, async (tx) => {
      const spent = await accounts.spendOwnerCode(tx, { subject: place.id, code, network });
      return spent.ok
        ? await accounts.openSessionFor(tx, browser.with({ personId, because: 'owner-code' as const }))
        : spent;
    });
    expect(arrival).toMatchObject({ ok: true, value: { personId } });
    if (arrival.ok) browser.keep(arrival.value);
    expect(await accounts.actorOf(browser.with({}))).toMatchObject({ personId });
    // The owner then adds a lasting way in.
    const address = 'owner@example.org';
    const started = await accounts.startEmail(browser.with({ address, lang: 'en', add: true }));
    if (started.ok) browser.keep(started.value);
    const added = await accounts.finishAddingEmail(browser.with({ code: world.messageTo(address).code }));
    expect(added).toMatchObject({ ok: true });
    expect((await world.signIn(address, place)).arrival).toMatchObject({ personId, newAccount: false });
  });
});

test('a secret too short to be one is refused at start', () => {
  expect(() => world.create({ secret: 'short' })).toThrow(/at least 32/);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE } from './model.ts';
import { TestBrowser, testWorld, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.database.drop());
// Each test has hours of its own, so that limits of one do not reach the next.
beforeEach(() => world.clock.advance(25 * 60 * MINUTE));

const tokenOf = (link: string | null) => new URL(link!).searchParams.get('token')!;
const wrong = { ok: false, code: 'invalid', fields: { code: { key: 'accounts.code.wrong' } } };

async function ask(browser: TestBrowser, address: string, more: object = {}) {
  const started = await world.accounts.startEmail(browser.with({ address, lang: 'en', ...more }));
  if (started.ok) browser.keep(started.value);
  return started;
}

describe('signing in by e-mail', () => {
  test('a code makes an account, a second one finds it again', async () => {
    const first = await world.signIn('ann@example.org');
    expect(first.arrival).toMatchObject({ newAccount: true, personId: null, returnTo: '/' });
    const again = await world.signIn('Ann@Example.org '.trim().toLowerCase());
    expect(again.arrival).toMatchObject({ newAccount: false, accountId: first.arrival.accountId });
    const actor = await world.accounts.actorOf(again.browser.with({}));
    expect(actor).toMatchObject({ accountId: first.arrival.accountId, sessionId: again.arrival.sessionId });
  });

  test('the address is taken as people type it', async () => {
    const browser = new TestBrowser(world.north);
    expect(await ask(browser, '  Bea@Example.ORG ')).toMatchObject({ ok: true, value: { address: 'bea@example.org' } });
    for (const address of ['', 'bea', 'bea@', 'a b@example.org', 'x@nobody.invalid', 'a\r\nBcc: b@example.org'])
      expect(await ask(browser, address)).toMatchObject({ ok: false, fields: { address: {} } });
  });

  test('a code may be typed with spaces, as it is printed', async () => {
    const browser = new TestBrowser(world.north);
    await ask(browser, 'cal@example.org');
    const { code } = world.messageTo('cal@example.org');
    expect(code).toMatch(/^\d{8}$/);
    const typed = `${code.slice(0, 4)} ${code.slice(4)} `;
    expect(await world.accounts.finishEmailCode(browser.with({ code: typed }))).toMatchObject({ ok: true });
  });

  test('nobody reads a code, a link or a handle out of the database', async () => {
    const browser = new TestBrowser(world.north);
    await ask(browser, 'dee@example.org');
    const { code, link } = world.messageTo('dee@example.org');
    const rows = await world.db.read({ placeId: world.north.id }, (tx) =>
      tx.selectFrom('account_challenge').selectAll().execute(),
    );
    const text = JSON.stringify(rows, (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
    );
    for (const secret of [code, tokenOf(link), browser.jar.get('__Host-upwell_code')!])
      expect(text).not.toContain(secret);
  });

  test('a code works once, and its link with it', async () => {
    const { browser } = await world.signIn('eve@example.org');
    const { code, link } = world.messageTo('eve@example.org');
    expect(await world.accounts.finishEmailCode(browser.with({ code }))).toEqual(wrong);
    expect(
      await world.accounts.followEmailLink(new TestBrowser(world.north).with({ token: tokenOf(link) })),
    ).toMatchObject({ ok: false, problem: { key: 'accounts.link.stale' } });
  });

  test('a code posted twice at one instant lets one in', async () => {
    const browser = new TestBrowser(world.north);
    await ask(browser, 'fay@example.org');
    const { code } = world.messageTo('fay@example.org');
    const both = await Promise.all([1, 2, 3, 4].map(() => world.accounts.finishEmailCode(browser.with({ code }))));
    expect(both.filter((each) => each.ok)).toHaveLength(1);
  });

  test('two first sign-ins at one instant make one account', async () => {
    const browsers = [1, 2, 3].map((each) => new TestBrowser(world.north, `198.51.100.${each}`));
    const codes: string[] = [];
    for (const browser of browsers) {
      await ask(browser, 'gus@example.org');
      codes.push(world.messageTo('gus@example.org').code);
    }
    const all = await Promise.all(
      browsers.map((browser, each) => world.accounts.finishEmailCode(browser.with({ code: codes[each]! }))),
    );
    expect(new Set(all.map((each) => each.ok && each.value.accountId)).size).toBe(1);
    expect(all.filter((each) => each.ok && each.value.newAccount)).toHaveLength(1);
  });

  test('a code is too old after ten minutes', async () => {
    const browser = new TestBrowser(world.north);
    await ask(browser, 'hal@example.org');
    const { code, link } = world.messageTo('hal@example.org');
    world.clock.advance(10 * MINUTE);
    expect(await world.accounts.finishEmailCode(browser.with({ code }))).toEqual(wrong);
    expect(await world.accounts.followEmailLink(browser.with({ token: tokenOf(link) }))).toMatchObject({ ok: false });
  });

  test('a code without the browser that asked for it is worth nothing', async () => {
    await ask(new TestBrowser(world.north), 'ida@example.org');
    const { code } = world.messageTo('ida@example.org');
    expect(await world.accounts.finishEmailCode(new TestBrowser(world.north).with({ code }))).toEqual(wrong);
  });

  test('where to go on to is a path of ours, whatever was asked for', async () => {
    const browser = new TestBrowser(world.north);
    await ask(browser, 'jo@example.org', { returnTo: '//evil.example' });
    const { code } = world.messageTo('jo@example.org');
    expect(await world.accounts.finishEmailCode(browser.with({ code }))).toMatchObject({ value: { returnTo: '/' } });
    await ask(browser, 'jo@example.org', { returnTo: '/thread/1?x=1' });
    const again = await world.accounts.finishEmailCode(browser.with({ code: world.messageTo('jo@example.org').code }));
    expect(again).toMatchObject({ value: { returnTo: '/thread/1?x=1' } });
  });
});

describe('the link (C4, C5)', () => {
  test('names the configured address, shows a page to scanners, and lets in once, on any device', async () => {
    await ask(new TestBrowser(world.north), 'kim@example.org');
    const { link } = world.messageTo('kim@example.org');
    expect(link).toMatch(/^https:\/\/north\.example\/sign-in\/link\?token=/);
    const token = tokenOf(link);
    for (let scan = 0; scan < 5; scan++)
      expect(await world.accounts.lookAtEmailLink({ place: world.north, token })).toEqual({
        address: 'k…@example.org',
      });
    const other = new TestBrowser(world.north, '192.0.2.99');
    expect(await world.accounts.followEmailLink(other.with({ token }))).toMatchObject({
      ok: true,
      value: { newAccount: true },
    });
    expect(await world.accounts.followEmailLink(other.with({ token }))).toMatchObject({ ok: false });
    expect(await world.accounts.lookAtEmailLink({ place: world.north, token })).toBeNull();
  });

  test('followed twice at one instant lets in once', async () => {
    const browser = new TestBrowser(world.north);
    await ask(browser, 'lee@example.org');
    const token = tokenOf(world.messageTo('lee@example.org').link);
    const all = await Promise.all([1, 2, 3, 4].map(() => world.accounts.followEmailLink(browser.with({ token }))));
    expect(all.filter((each) => each.ok)).toHaveLength(1);
  });

  test('is good for nothing else: not as a code, a session, a handle, or in another place', async () => {
    const browser = new TestBrowser(world.north);
    await ask(browser, 'may@example.org');
    const token = tokenOf(world.messageTo('may@example.org').link);
    const bearer = new TestBrowser(world.north);
    for (const use of ['session', 'code', 'passkey', 'known', 'state']) bearer.jar.set(`__Host-upwell_${use}`, token);
    expect(await world.accounts.actorOf(bearer.with({}))).toBeNull();
    expect(await world.accounts.finishEmailCode(bearer.with({ code: token }))).toEqual(wrong);
    expect(await world.accounts.finishAddingEmail(bearer.with({ code: token }))).toMatchObject({
      code: 'sign-in-first',
    });
    expect(await world.accounts.followEmailLink(new TestBrowser(world.south).with({ token }))).toMatchObject({
      ok: false,
    });
    expect(await world.accounts.followEmailLink(browser.with({ token }))).toMatchObject({ ok: true });
  });

  test.each([undefined, null, '', 'x', ['a'], 'a'.repeat(100_000), '\0'.repeat(43)])(
    '%# no token at all',
    async (token) => {
      expect(await world.accounts.followEmailLink(new TestBrowser(world.north).with({ token }))).toMatchObject({
        ok: false,
      });
      expect(await world.accounts.lookAtEmailLink({ place: world.north, token })).toBeNull();
    },
  );
});

describe('guessing (C1)', () => {
  test('five guesses a code, then not even the right one', async () => {
    const browser = new TestBrowser(world.north);
    await ask(browser, 'ned@example.org');
    const { code } = world.messageTo('ned@example.org');
    const off = String((Number(code) + 1) % 1e8).padStart(8, '0');
    for (let guess = 0; guess < 5; guess++)
      expect(await world.accounts.finishEmailCode(browser.with({ code: off }))).toEqual(wrong);
    expect(await world.accounts.finishEmailCode(browser.with({ code }))).toEqual(wrong);
  });

  test('guesses made at one instant are counted one by one', async () => {
    const browser = new TestBrowser(world.north);
    await ask(browser, 'oli@example.org');
    await Promise.all(Array.from({ length: 40 }, () => world.accounts.finishEmailCode(browser.with({ code: '0' }))));
    const [challenge] = await world.db.read({ placeId: world.north.id }, (tx) =>
      tx.selectFrom('account_challenge').select('guesses_left').where('address', '=', 'oli@example.org').execute(),
    );
    expect(challenge!.guesses_left).toBe(0);
    const { code } = world.messageTo('oli@example.org');
    expect(await world.accounts.finishEmailCode(browser.with({ code }))).toEqual(wrong);
  });

  test('two hundred guesses by a stranger get nowhere, and the real person still comes in', async () => {
    const known = (await world.signIn('pat@example.org')).browser;
    const waiting = new TestBrowser(world.north, '192.0.2.50');
    await ask(waiting, 'pat@example.org');
    const { code: waitingCode } = world.messageTo('pat@example.org');

    let begun = 0;
    for (let guess = 0; guess < 200; guess += 5) {
      const stranger = new TestBrowser(world.north, `198.51.100.${guess}`);
      if ((await ask(stranger, 'pat@example.org')).ok) begun++;
      for (let each = 0; each < 5; each++)
        expect(
          await world.accounts.finishEmailCode(stranger.with({ code: String(10_000_000 + guess + each) })),
        ).toEqual(wrong);
    }
    expect(begun).toBeLessThanOrEqual(15);

    // The code that was under way is untouched; the link of the newest message works for who reads the mailbox, and
    // a browser that was here before gets a fresh code. Any other browser does so the next day.
    const token = tokenOf(world.messageTo('pat@example.org').link);
    expect(await world.accounts.followEmailLink(new TestBrowser(world.north).with({ token }))).toMatchObject({
      ok: true,
    });
    expect(await world.accounts.finishEmailCode(waiting.with({ code: waitingCode }))).toMatchObject({ ok: true });
    expect(await ask(known, 'pat@example.org')).toMatchObject({ ok: true });
    const { code } = world.messageTo('pat@example.org');
    expect(await world.accounts.finishEmailCode(known.with({ code }))).toMatchObject({ ok: true });
    world.clock.advance(24 * 60 * MINUTE);
    const elsewhere = new TestBrowser(world.north, '192.0.2.77');
    expect(await ask(elsewhere, 'pat@example.org')).toMatchObject({ ok: true });
  });

  test('fifty messages to one address are not sent, and forty people behind one address all get theirs (C2, C3)', async () => {
    let sent = 0;
    for (let each = 0; each < 50; each++)
      if ((await ask(new TestBrowser(world.north, `2001:db8:${each}::1`), 'quin@example.org')).ok) sent++;
    expect(sent).toBe(15);
    for (let each = 0; each < 40; each++)
      expect(await ask(new TestBrowser(world.north, '192.0.2.1'), `reader${each}@example.org`)).toMatchObject({
        ok: true,
      });
  });

  test('another suffix of the same IPv6 network gains nothing', async () => {
    let sent = 0;
    for (let each = 0; each < 20; each++)
      if ((await ask(new TestBrowser(world.north, `2001:db8:1:2::${each}`), 'rob@example.org')).ok) sent++;
    expect(sent).toBe(8);
  });
});

describe('who is here (B13)', () => {
  test('known, unknown and blocked addresses get the same answer', async () => {
    const { arrival } = await world.signIn('known@example.org');
    const blocked = await world.signIn('blocked@example.org');
    await world.db.installation((tx) => world.accounts.setBlocked(tx, blocked.arrival.accountId, true));
    expect(arrival.newAccount).toBe(true);
    const before = world.sent.length;
    const answers = [];
    for (const address of ['known@example.org', 'unknown@example.org', 'blocked@example.org']) {
      const answer = await ask(new TestBrowser(world.north), address);
      answers.push(
        JSON.stringify(answer)
          .replaceAll(address, '')
          .replace(/upwell_code=[\w-]+/, ''),
      );
    }
    expect(new Set(answers).size).toBe(1);
    expect(world.sent.length - before).toBe(3);
    // Only somebody who reads the mailbox is told.
    const browser = new TestBrowser(world.north);
    await ask(browser, 'blocked@example.org');
    const { code } = world.messageTo('blocked@example.org');
    expect(await world.accounts.finishEmailCode(browser.with({ code }))).toMatchObject({ code: 'not-allowed' });
    expect(await world.accounts.actorOf(blocked.browser.with({}))).toBeNull();
  });
});

describe('signing in by text message', () => {
  const start = async (browser: TestBrowser, address: string) => {
    const started = await world.accounts.startPhone(browser.with({ address, lang: 'en' }));
    if (started.ok) browser.keep(started.value);
    return started;
  };

  test('a number typed in any of the usual ways gets a six-digit code without a link', async () => {
    const first = new TestBrowser(world.north);
    expect(await start(first, '07700 900123')).toMatchObject({ ok: true, value: { address: '+447700900123' } });
    const message = world.messageTo('+447700900123');
    expect(message).toMatchObject({ channel: 'phone', link: null, code: expect.stringMatching(/^\d{6}$/) });
    const arrival = await world.accounts.finishPhoneCode(first.with({ code: message.code }));
    expect(arrival).toMatchObject({ ok: true, value: { newAccount: true } });
    const second = new TestBrowser(world.north);
    await start(second, '+44 (0)7700 900-123');
    const { code } = world.messageTo('+447700900123');
    const again = await world.accounts.finishPhoneCode(second.with({ code }));
    expect(again).toMatchObject({ value: { newAccount: false, accountId: arrival.ok && arrival.value.accountId } });
  });

  test('a code for one channel is refused in the other', async () => {
    const browser = new TestBrowser(world.north);
    await start(browser, '07700 900124');
    const { code } = world.messageTo('+447700900124');
    expect(await world.accounts.finishEmailCode(browser.with({ code }))).toEqual(wrong);
    expect(await world.accounts.finishPhoneCode(browser.with({ code }))).toMatchObject({ ok: true });
  });

  test('our bill cannot be run up: three texts to a number, none abroad, so many a place a day', async () => {
    const answers = [];
    for (let each = 0; each < 5; each++)
      answers.push(await start(new TestBrowser(world.north, `192.0.2.${each}`), '07700 900125'));
    expect(answers.map((each) => each.ok)).toEqual([true, true, true, false, false]);
    expect(await start(new TestBrowser(world.north), '+1 900 555 0100')).toMatchObject({
      fields: { address: { key: 'error.phone-country' } },
    });
    const sparing = world.create({ smsPerDay: 2 });
    const place = { ...world.north, id: world.south.id };
    const oks = [];
    for (let each = 0; each < 3; each++)
      oks.push(
        (await sparing.startPhone(new TestBrowser(place).with({ address: `0770090020${each}`, lang: 'en' }))).ok,
      );
    expect(oks).toEqual([true, true, false]);
  });
});

describe('adding another way in', () => {
  test('a number is added by its code, and then signs in to the same account', async () => {
    const { browser, arrival } = await world.signIn('sam@example.org');
    const started = await world.accounts.startPhone(browser.with({ address: '07700900130', lang: 'en', add: true }));
    if (!started.ok) throw new Error('not started');
    browser.keep(started.value);
    const { code, purpose } = world.messageTo('+447700900130');
    expect(purpose).toBe('add');
    expect(await world.accounts.finishPhoneCode(browser.with({ code }))).toEqual(wrong);
    expect(await world.accounts.finishAddingPhone(browser.with({ code }))).toMatchObject({ ok: true });
    expect(await world.accounts.waysIn(browser.with({}))).toMatchObject({
      value: { email: 'sam@example.org', phone: '+447700900130', passkeys: [], providers: [] },
    });
    const phone = new TestBrowser(world.north);
    const again = await world.accounts.startPhone(phone.with({ address: '07700900130', lang: 'en' }));
    if (again.ok) phone.keep(again.value);
    expect(
      await world.accounts.finishPhoneCode(phone.with({ code: world.messageTo('+447700900130').code })),
    ).toMatchObject({ value: { accountId: arrival.accountId } });
  });

  test('not with a session that has stood open for long, and never without one', async () => {
    const { browser } = await world.signIn('tom@example.org');
    world.clock.advance(16 * MINUTE);
    expect(
      await world.accounts.startEmail(browser.with({ address: 'new@example.org', lang: 'en', add: true })),
    ).toMatchObject({ code: 'sign-in-first', problem: { key: 'accounts.recent.needed' } });
    expect(
      await world.accounts.startEmail(
        new TestBrowser(world.north).with({ address: 'new@example.org', lang: 'en', add: true }),
      ),
    ).toMatchObject({ code: 'sign-in-first' });
  });

  test('an address of somebody else stays theirs', async () => {
    await world.signIn('una@example.org');
    const { browser } = await world.signIn('val@example.org');
    const started = await world.accounts.startEmail(
      browser.with({ address: 'una@example.org', lang: 'en', add: true }),
    );
    if (started.ok) browser.keep(started.value);
    const { code, link } = world.messageTo('una@example.org');
    expect(link).toBeNull();
    expect(await world.accounts.finishAddingEmail(browser.with({ code }))).toMatchObject({ code: 'conflict' });
  });
});

describe('taking a way in away', () => {
  test('a number goes while an address stays, and never the last way', async () => {
    const browser = new TestBrowser(world.north);
    const started = await world.accounts.startPhone(browser.with({ address: '07700900140', lang: 'en' }));
    if (started.ok) browser.keep(started.value);
    const arrival = await world.accounts.finishPhoneCode(browser.with({ code: world.messageTo('+447700900140').code }));
    if (arrival.ok) browser.keep(arrival.value);
    const phone = { kind: 'phone' } as const;
    expect(await world.accounts.removeWayIn(browser.with({}), phone)).toMatchObject({
      code: 'conflict',
      problem: { key: 'accounts.ways.last' },
    });
    expect(await world.accounts.waysIn(browser.with({}))).toMatchObject({
      value: { email: null, phone: '+447700900140' },
    });
    const adding = await world.accounts.startEmail(browser.with({ address: 'wyn@example.org', lang: 'en', add: true }));
    if (adding.ok) browser.keep(adding.value);
    await world.accounts.finishAddingEmail(browser.with({ code: world.messageTo('wyn@example.org').code }));
    expect(await world.accounts.removeWayIn(browser.with({}), phone)).toMatchObject({ ok: true });
    expect(await world.accounts.removeWayIn(browser.with({}), phone)).toMatchObject({ code: 'not-found' });
    expect(await world.accounts.waysIn(browser.with({}))).toMatchObject({
      value: { email: 'wyn@example.org', phone: null },
    });
  });

  test('only by somebody signed in, and only what is there', async () => {
    const stranger = new TestBrowser(world.north);
    expect(await world.accounts.removeWayIn(stranger.with({}), { kind: 'phone' })).toMatchObject({
      code: 'sign-in-first',
    });
    const { browser } = await world.signIn('xan@example.org');
    for (const way of [{ kind: 'passkey', id: 'x' } as const, { kind: 'provider', id: '\0' } as const])
      expect(await world.accounts.removeWayIn(browser.with({}), way)).toMatchObject({ code: 'not-found' });
  });
});

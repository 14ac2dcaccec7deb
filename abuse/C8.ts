import assert from 'node:assert/strict';
import type { BrowserVisit } from '@upwell/platform/http/testing';
import { scenario } from '../acceptance/scenario.ts';
import { crawl, isPage } from './crawl.ts';
import { addressOf, isFirstStart, writing } from './declared.ts';
import { type Attempt, fillEverything, fillIn } from './fill.ts';
import { fieldsOf, proofOf, send } from './sending.ts';

const forged = 'Forged plums';

export default scenario({
  id: 'C8',
  given: 'an owner who is signed in, and a page elsewhere that wants to act in their name',
  when: "it sends every form there is without a proof, with another browser's, as JSON in text/plain, by GET, from another origin",
  must: 'every one is refused and nothing is kept; nothing may be framed; cookies are for this host alone, and for https alone behind https',
  async run(world) {
    const owner = await world.person('Olu', 'own');
    const stranger = world.visitor();
    let counter = 0;
    const attempts = await fillEverything(
      owner,
      async (at) => [await fillIn(owner, at, () => `Own plums ${counter++}`)],
      { rounds: 2, perShape: 2 },
    );
    const addresses = attempts.map(({ at }) => at.action);
    const forms = writing.filter((route) => route.kind === 'form' && !isFirstStart(route));
    const bodyFor = (attempt: Attempt | undefined) =>
      Object.fromEntries(
        Object.entries(attempt?.typed ?? {}).map(([name, value]) => [
          name,
          typeof value === 'string' && value.startsWith('Own plums') ? forged : value,
        ]),
      );

    const { _csrf: others } = await proofOf(stranger);
    const visitorBefore = await proofOf(await world.visitor());
    for (const route of forms) {
      const attempt =
        attempts.find(({ at, accepted }) => at.route === route && accepted) ??
        attempts.find(({ at }) => at.route === route);
      const address = attempt?.at.action ?? addressOf(route, addresses);
      const body = bodyFor(attempt);
      const mine = await proofOf(owner);
      const host = new URL(world.address).host;
      const tries: Record<string, Parameters<typeof send>> = {
        'without a proof': [owner, address, fieldsOf({ ...body, _once: mine._once })],
        "with another browser's proof": [owner, address, fieldsOf({ ...body, _once: mine._once, _csrf: others })],
        'with a proof given before signing in': [owner, address, fieldsOf({ ...body, ...visitorBefore })],
        'with a proof that is a list': [owner, address, [...fieldsOf({ ...body, ...mine }), ['_csrf', others]]],
        'without a key': [owner, address, fieldsOf({ ...body, _csrf: mine._csrf })],
        'as JSON in text/plain': [
          owner,
          address,
          [],
          { body: JSON.stringify({ ...body, ...mine }), headers: { 'content-type': 'text/plain' } },
        ],
        'as JSON': [
          owner,
          address,
          [],
          { body: JSON.stringify({ ...body, ...mine }), headers: { 'content-type': 'application/json' } },
        ],
        'from another origin': [
          owner,
          address,
          fieldsOf({ ...body, ...mine }),
          { headers: { origin: 'https://elsewhere.example' } },
        ],
        'from an origin that is none': [
          owner,
          address,
          fieldsOf({ ...body, ...mine }),
          { headers: { origin: 'null' } },
        ],
        'from our name on another port': [
          owner,
          address,
          fieldsOf({ ...body, ...mine }),
          { headers: { origin: `http://${host.replace(/:\d+/, ':1')}` } },
        ],
        'from another site': [
          owner,
          address,
          fieldsOf({ ...body, ...mine }),
          { headers: { 'sec-fetch-site': 'cross-site' } },
        ],
        'from a neighbouring site': [
          owner,
          address,
          fieldsOf({ ...body, ...mine }),
          { headers: { 'sec-fetch-site': 'same-site', origin: `http://evil.${host}` } },
        ],
        'with another method in its place': [
          owner,
          `${address}?_method=POST`,
          fieldsOf(body),
          { headers: { 'x-http-method-override': 'POST' } },
        ],
      };
      for (const [how, call] of Object.entries(tries)) {
        const { status, headers } = await send(...call);
        assert.ok(status >= 400 && status < 500, `${route.name} ${how}: ${status}`);
        assert.ok(
          ![headers['set-cookie'] ?? []].flat().some((line) => /session/.test(line)),
          `${route.name} ${how} touches the session`,
        );
      }
      const asked = await owner.ask(`${address}?${new URLSearchParams(fieldsOf({ ...body, ...mine }))}`, {
        follow: false,
      });
      assert.ok(
        asked.status === 200 || (asked.status >= 400 && asked.status < 500),
        `${route.name} by GET: ${asked.status}`,
      );
    }
    await owner.visit('/me');
    assert.equal(owner.answer.status, 200, 'the owner is still signed in');
    assert.deepEqual(await keptIn(owner), [], 'something forged was kept');

    // A form may be sent again by whoever it belongs to: the refusals above are not refusals of everything.
    await owner.visit('/communities/new');
    await owner.submit({ kind: 'place', name: 'A community of plums', about: 'They meet' }, '/communities/new', {
      headers: { origin: world.address, 'sec-fetch-site': 'same-origin' },
    });
    assert.equal(owner.answer.status, 200);

    await holdCookies(owner, world.address, false);
    const behindHttps = await world.servedAs({ PUBLIC_URL: 'https://plums.example.org' });
    const far = await behindHttps.person('Pia', 'own');
    await holdCookies(far, behindHttps.address, true);
    await far.visit('/me');
    assert.equal(far.answer.status, 200);
    assert.match(String(far.answer.headers['strict-transport-security']), /max-age=\d{7,}/);
    for (const origin of [
      'http://plums.example.org',
      'https://plums.example.org.evil.example',
      'https://plums.example.org:8443',
    ]) {
      const { status } = await send(
        far,
        '/groups/new',
        fieldsOf({ ...(await proofOf(far)), name: forged, does: forged }),
        { headers: { origin } },
      );
      assert.equal(status, 403, origin);
    }
  },
});

async function keptIn(visit: BrowserVisit): Promise<string[]> {
  const found = await crawl(visit, { perShape: 8 });
  for (const [address, { headers }] of found) {
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/, address);
    assert.equal(headers['x-frame-options'], 'DENY', address);
    assert.equal(headers['access-control-allow-origin'], undefined, address);
  }
  return [...found].filter(([, answer]) => isPage(answer) && answer.body.includes(forged)).map(([address]) => address);
}

/** Signs in by a code as anybody would, and looks at every cookie on the way. */
async function holdCookies(signedIn: BrowserVisit, address: string, https: boolean): Promise<void> {
  const lines: string[] = [];
  const note = () => lines.push(...[signedIn.answer.headers['set-cookie'] ?? []].flat());
  for (const path of ['/', '/sign-in/email', '/sign-out']) {
    signedIn.forgetCookie('upwell_visit');
    await signedIn.visit(path);
    note();
  }
  await signedIn.visit('/sign-in/email');
  await signedIn.submit({ address: 'somebody@example.org' }, '/sign-in/email', { follow: false });
  note();
  assert.ok(lines.length >= 3, `cookies were set at ${address}`);
  for (const line of lines) {
    assert.match(line, /;\s*HttpOnly/i, line);
    assert.match(line, /;\s*SameSite=(Lax|Strict)/i, line);
    assert.match(line, /;\s*Path=\//i, line);
    assert.doesNotMatch(line, /;\s*Domain=/i, line);
    assert.equal(/;\s*Secure/i.test(line), https, line);
  }
  // With https the browser itself holds the session to this host.
  assert.ok(Object.keys(signedIn.cookies).some((name) => (https ? /^__Host-.*session/ : /^upwell_session/).test(name)));
}

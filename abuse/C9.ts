import assert from 'node:assert/strict';
import type { BrowserVisit } from '@upwell/platform/http/testing';
import { scenario } from '../acceptance/scenario.ts';
import { crawl } from './crawl.ts';
import { addressOf, isFirstStart, reading } from './declared.ts';
import { formsOn } from './fill.ts';
import { fieldsOf, formType, proofOf, send } from './sending.ts';

const evil = 'evil.example';
/** Every way of writing an address elsewhere that has led some platform's visitors away. */
const leads = [
  `https://${evil}/`,
  `//${evil}`,
  `///${evil}`,
  `////${evil}`,
  `\\\\${evil}`,
  `/\\${evil}`,
  `\\/${evil}`,
  `/\t/${evil}`,
  `/\n/${evil}`,
  `https:${evil}`,
  `https:/${evil}`,
  `http:\\\\${evil}`,
  `/%2F${evil}`,
  `/%2f%2f${evil}`,
  `/%252f%252f${evil}`,
  `/%5c${evil}`,
  `/%5C%5C${evil}`,
  `/%09/${evil}`,
  `//${evil}%2f..`,
  `/..//${evil}`,
  `/.//${evil}`,
  `/./\\${evil}`,
  `/foo/..//${evil}`,
  `//localhost@${evil}`,
  `https://localhost@${evil}`,
  `https://localhost.${evil}`,
  `javascript:alert(1)//`,
  `JaVaScRiPt:alert(1)`,
  `java\nscript:alert(1)`,
  `%6aavascript:alert(1)`,
  `data:text/html,<script>alert(1)</script>`,
  `vbscript:x`,
  `//[::1]@${evil}`,
  `/\u2028/${evil}`,
  `/%0d%0aLocation:%20https://${evil}`,
  `/ok\r\nLocation: https://${evil}`,
  `/ok%0d%0aSet-Cookie:%20upwell_session=x`,
  `\u0000//${evil}`,
  ` //${evil}`,
  `/。/${evil}`,
  `//evil%E3%80%82example`,
  `/@${evil}`,
  `.${evil}`,
  `?next=//${evil}`,
  `#//${evil}`,
];
const names = [
  'next',
  'return_to',
  'returnTo',
  'url',
  'redirect',
  'redirect_uri',
  'redirectUrl',
  'to',
  'back',
  'goto',
  'continue',
  'dest',
  'rurl',
  'callback',
];

export default scenario({
  id: 'C9',
  given: 'links to us that carry an address elsewhere, and requests that claim to be for another host',
  when: 'somebody follows them, signs in with them or is mailed because of them',
  must: 'they stay on our own pages, and every link in a mail uses the configured name',
  async run(world) {
    const visitor = world.visitor();
    const owner = await world.person('Olu', 'own');
    const home = new URL(world.address);
    const found = await crawl(owner, { perShape: 2 });

    // Every address with every such field: refused or ignored, never followed, never put into a link.
    const addresses = reading.filter((route) => !isFirstStart(route)).map((route) => addressOf(route, found.keys()));
    for (const [at, address] of addresses.entries())
      for (const [turn, name] of [0, 1, 2, 3]
        .map((each) => (at * 4 + each) % names.length)
        .map((each) => [each, names[each] as string] as const)) {
        const lead = leads[(at * names.length + turn) % leads.length] as string;
        await visitor.ask(`${address}?${new URLSearchParams({ [name]: lead })}`, { follow: false });
        holdHere(visitor, home, `${address} with ${name}=${lead}`);
      }

    // Paths that would be an address elsewhere if they were put into a link of the page as they came.
    for (const path of [
      `//${evil}/`,
      `///${evil}`,
      `/\\${evil}`,
      `//${evil}/%2e%2e`,
      `//${evil}?x=1`,
      `/.//${evil}`,
      `/;//${evil}`,
      `//${evil}//sign-in`,
      `http://${evil}/sign-in`,
      `http://${evil}`,
    ]) {
      await visitor.ask(path, { follow: false });
      holdHere(visitor, home, `the path ${path}`);
    }

    // Where a way onward is taken, with every lead.
    for (const lead of leads)
      for (const path of ['/sign-in', '/sign-in/email', '/sign-in/phone', '/sign-in/passkey']) {
        await visitor.ask(`${path}?${new URLSearchParams({ next: lead })}`, { follow: false });
        holdHere(visitor, home, `${path} with ${lead}`);
      }
    // Forms that carry a way onward in a hidden field are sent with it changed by hand.
    const carrying = formsOn(found).filter(({ key }) => /\bnext\b/.test(key));
    assert.ok(carrying.length >= 3, 'forms that carry a way onward');
    for (const { action, route } of carrying)
      for (const lead of leads) {
        const proof = await proofOf(visitor);
        await send(
          visitor,
          action,
          fieldsOf({
            ...proof,
            ...(route?.path.endsWith('welcome')
              ? { nickname: 'Pip' }
              : route?.path.endsWith('email')
                ? { address: 'pip@example.org' }
                : {}),
            next: lead,
          }),
        );
        holdHere(visitor, home, `${action} sent with ${lead}`);
      }

    // All the way in, by the code in the mail. One lead that is refused at once would hide the others, so each goes the whole way.
    for (const [number, lead] of leads.filter((_, each) => each % 5 === 0).entries()) {
      const somebody = world.visitor();
      const address = `arriving-${number}@example.org`;
      await send(somebody, '/sign-in/email', fieldsOf({ ...(await proofOf(somebody)), address, next: lead }));
      if (somebody.answer.status !== 303) continue;
      await world.drain();
      const mail = (await world.outbox()).find(({ to }) => to === address);
      assert.ok(mail, `a code for ${address}`);
      const code = /\b\d[\d ]{6,9}\d\b/.exec(mail.body)?.[0].replace(/\s/g, '') ?? '';
      await send(somebody, '/sign-in/email/code', fieldsOf({ ...(await proofOf(somebody)), code }));
      assert.equal(somebody.answer.status, 303, `signed in on the way to ${lead}`);
      holdHere(somebody, home, `arriving with ${lead}`);
      const welcome = somebody.answer.headers.location as string;
      await somebody.visit(welcome);
      await somebody.submit({ nickname: `Pip ${number}` }, /welcome/, { follow: false });
      assert.equal(somebody.answer.status, 303);
      holdHere(somebody, home, `welcomed with ${lead}`);
    }

    await holdMails(world, home);
  },
});

/** Nothing in the answer leads off our site: no redirect, no link, no form, no header that should not be there. */
function holdHere({ answer, page }: BrowserVisit, home: URL, what: string): void {
  assert.ok(answer.status < 500, `${what}: ${answer.status}`);
  assert.ok(
    ![answer.headers['set-cookie'] ?? []].flat().some((line) => /upwell_session=x/.test(line)),
    `${what} sets a cookie`,
  );
  const targets = [answer.headers.location as string | undefined, answer.headers.refresh as string | undefined];
  for (const element of page.querySelectorAll('a, form, link, script, img, iframe, meta[http-equiv]'))
    for (const name of ['href', 'action', 'src', 'content', 'formaction']) targets.push(element.getAttribute(name));
  for (const target of targets) {
    if (target === undefined || target === '') continue;
    const url = new URL(target, home);
    const own = url.origin === home.origin || ['tel:', 'sms:', 'mailto:', 'data:'].includes(url.protocol);
    assert.ok(own && url.hostname !== evil && !/^data:text/.test(target), `${what} leads to ${target}`);
    // What is safe once may not be safe after a proxy has decoded it.
    if (target === answer.headers.location)
      assert.doesNotMatch(
        decodeURIComponent(target.split('?', 1)[0] as string),
        /^\/[/\\]|[\r\n\\]/,
        `${what} leads to ${target}`,
      );
  }
}

async function holdMails(
  world: Parameters<NonNullable<ReturnType<typeof scenario>['run']>>[0],
  home: URL,
): Promise<void> {
  const asks = async (visit: BrowserVisit, headers: Record<string, string>, to: string) => {
    const { _csrf, _once } = await proofOf(visit);
    return await visit.ask('/sign-in/email', {
      method: 'POST',
      follow: false,
      headers: { 'content-type': formType, ...headers },
      body: new URLSearchParams({ _csrf, _once, address: to, next: '/' }).toString(),
    });
  };
  const far = await world.servedAs({ PUBLIC_URL: 'https://plums.example.org' });
  const poisoned: Record<string, string>[] = [
    { 'x-forwarded-host': evil },
    { 'x-forwarded-host': evil, 'x-forwarded-proto': 'http', forwarded: `host=${evil};proto=http` },
    { 'x-original-host': evil, 'x-host': evil, 'x-forwarded-server': evil, 'x-http-host-override': evil },
    { host: `${far.host}:8443` },
    { host: `${far.host}.` },
  ];
  for (const [number, headers] of poisoned.entries())
    await asks(far.visitor(), headers, `poisoned-${number}@example.org`);
  for (const host of [
    evil,
    `${far.host}.${evil}`,
    `${far.host}@${evil}`,
    `${evil}#${far.host}`,
    `nobody.${far.host}`,
    `${far.host}, ${evil}`,
    'localhost',
  ]) {
    const answer = await asks(far.visitor(), { host }, 'poisoned-host@example.org');
    assert.ok([400, 421].includes(answer.status), `Host: ${host} is answered ${answer.status}`);
  }
  // A whole address in the request line names a host as well.
  const absolute = await far.visitor().ask(`http://${evil}/sign-in`, { follow: false });
  assert.ok(absolute.status >= 400 || !absolute.body.includes(evil), 'an absolute address in the request line');
  await world.drain();
  const mails = (await world.outbox()).filter(({ to }) => to.startsWith('poisoned-'));
  assert.ok(mails.length >= 3, `${mails.length} mails`);
  for (const { to, subject, body } of mails) {
    assert.ok(!`${subject}${body}`.includes(evil), `${to}: ${body}`);
    for (const link of body.match(/https?:\/\/[^\s<>"')]+/g) ?? [])
      assert.equal(new URL(link).origin, `https://${far.host}`, `${to} is sent to ${link}`);
    assert.match(body, /https:\/\/plums\.example\.org\//);
  }
  assert.equal(
    mails.some(({ to }) => to === 'poisoned-host@example.org'),
    false,
  );
  assert.equal(home.hostname, '127.0.0.1');
}

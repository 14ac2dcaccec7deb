import assert from 'node:assert/strict';
import type { RoleName } from '@upwell/platform/access';
import type { Answer, Asking } from '@upwell/platform/http/testing';
import { scenario } from '../acceptance/scenario.ts';
import { type Canary, plant } from './canaries.ts';
import { crawl, shapeOf } from './crawl.ts';
import { isFirstStart, reading, routeOf } from './declared.ts';
import { everyRole, isStranger } from './roles.ts';

export default scenario({
  id: 'B1',
  given:
    'two places on one installation, with unmistakable words in every field, shared with all, with members, with nobody',
  when: 'somebody in every role opens everything that anybody came upon, by every door',
  must: 'who sees what is exactly what the role matrix and the choice of sharing say',
  async run(world) {
    const south = await world.neighbour('south', 'South');
    const northern = await everyRole(world, (role) => `CANARY-PERSON-${role}`);
    const southern = await everyRole(south);
    const planted = await plant(northern.get('owner')!, 'north');
    const plantedSouth = await plant(southern.get('owner')!, 'south', 1);
    await world.drain();
    assert.ok(planted.taken > 35, `only ${planted.taken} forms were taken`);

    // Everything that any role comes upon in the north.
    const addresses = new Set<string>();
    const seen = new Map<RoleName, Map<string, Answer>>();
    for (const [role, visit] of northern) {
      const found = await crawl(visit, { perShape: thorough.has(role) ? 5 : 1 });
      seen.set(role, found);
      for (const address of found.keys()) addresses.add(address);
    }
    assert.ok(addresses.size > 100, `only ${addresses.size} addresses`);

    for (const [role, visit] of northern) {
      const found = seen.get(role)!;
      for (const address of thorough.has(role) ? addresses : oneOfEach(addresses))
        if (!found.has(address) && !address.startsWith('/static/'))
          found.set(address, await visit.ask(address, { follow: false }));
      for (const [address, answer] of found) holdToMatrix(role, address, answer);
    }
    for (const route of reading) {
      if (isFirstStart(route)) continue;
      const answers = [...seen].flatMap(([role, found]) =>
        route.roles?.includes(role)
          ? [...found].filter(([address]) => routeOf(address) === route).map(([, { status }]) => status)
          : [],
      );
      assert.ok(
        answers.length === 0 || answers.some((status) => status !== 401 && status !== 403),
        `${route.name} is refused to everyone it is declared for`,
      );
    }

    const bodies = new Map(
      [...seen].map(([role, found]) => [role, [...found.values()].map(({ body }) => body.toLowerCase()).join('\n')]),
    );
    const wrong: string[] = [];
    for (const canary of planted.canaries)
      for (const [role, text] of bodies) {
        const sees = text.includes(canary.token);
        const may = canary.audience.roles.includes(role);
        if (sees && !may) wrong.push(`${role} sees ${describe(canary, seen.get(role)!)}`);
        if (!sees && may && canary.audience.exactly && thorough.has(role))
          wrong.push(`${role} does not see ${canary.where}`);
      }
    assert.deepEqual(wrong, []);
    for (const canary of plantedSouth.canaries)
      for (const [role, text] of bodies)
        assert.ok(
          !text.includes(canary.token),
          `${role} of the north sees the south: ${describe(canary, seen.get(role)!)}`,
        );
    for (const other of northern.keys())
      for (const [role, text] of bodies)
        if (role !== other && !['organiser', 'owner'].includes(role))
          assert.ok(!text.includes(`canary-person-${other}<`), `${role} sees who the ${other} is`);

    // The same addresses on the neighbour's host, as its own people and with the north's cookies.
    const guests = [
      southern.get('visitor')!,
      southern.get('owner')!,
      south.visitor().take(cookiesOf(northern.get('owner')!.cookies)),
    ];
    for (const guest of guests)
      for (const address of addresses) {
        if (!/[0-9a-f-]{36}/.test(address.split('?', 1)[0] as string)) continue;
        const { body, status } = await guest.ask(address, { follow: false });
        assert.ok(status >= 400 && status < 500, `${address} of the north answers ${status} on the south's host`);
        const leak = planted.canaries.find(({ token }) => body.toLowerCase().includes(token));
        assert.equal(leak, undefined, `${address} on the south's host shows ${leak?.where}`);
      }

    // Other ways of asking must not be other doors.
    const hidden = planted.canaries.filter(({ audience }) => !audience.roles.includes('visitor'));
    const stranger = northern.get('visitor')!;
    for (const address of addresses) {
      if (address.startsWith('/static/')) continue;
      const plain = seen.get('visitor')!.get(address)!.status;
      for (const asking of otherWays) {
        const { body, status } = await stranger.ask(address, { ...asking, follow: false });
        assert.ok(status < 500, `${address} answers ${status}`);
        if (plain >= 400)
          assert.ok(
            status >= 400 || asking.method === 'OPTIONS',
            `${asking.method ?? JSON.stringify(asking.headers)} opens ${address}: ${status}`,
          );
        const leak = hidden.find(({ token }) => body.toLowerCase().includes(token));
        assert.equal(leak, undefined, `${address} shows a visitor ${leak?.where}`);
      }
    }
    for (const { subject, body } of await world.outbox()) {
      const leak = planted.canaries.find(
        ({ token, audience }) =>
          !audience.roles.includes('member') && token.length > 0 && `${subject} ${body}`.toLowerCase().includes(token),
      );
      assert.equal(leak, undefined, `a message carries ${leak?.where}`);
    }
  },
});

/** Who could come upon most and who upon least open every address; everybody else one of each shape. */
const thorough = new Set<RoleName>(['visitor', 'member', 'owner']);
const oneOfEach = (addresses: Iterable<string>) =>
  new Map([...addresses].map((address) => [shapeOf(address), address])).values();

const otherWays: Asking[] = [
  { method: 'HEAD' },
  { method: 'OPTIONS' },
  { headers: { accept: 'application/json' } },
  { headers: { 'if-none-match': '*', 'if-modified-since': 'Wed, 01 Jan 2020 00:00:00 GMT' } },
  { headers: { range: 'bytes=0-2000' } },
];

const cookiesOf = (cookies: Record<string, string>) =>
  Object.entries(cookies).map(([name, value]) => `${name}=${value}; Path=/`);

function holdToMatrix(role: RoleName, address: string, { status }: Answer): void {
  assert.ok(status < 500, `${address} answers the ${role} ${status}`);
  const route = routeOf(address);
  if (!route) {
    assert.ok(address.startsWith('/static/') || status === 404, `${address} is declared nowhere and answers ${status}`);
    return;
  }
  assert.ok(route.roles, `${route.name} has no row in the role matrix`);
  if (isFirstStart(route)) return;
  if (!route.roles.includes(role))
    assert.equal(status, isStranger(role) ? 401 : 403, `${role} at ${address}, which is for ${route.roles.join(', ')}`);
}

/** Where a canary got to. */
function describe({ token, where }: Canary, found: Map<string, Answer>): string {
  const at = [...found].find(([, { body }]) => body.toLowerCase().includes(token))?.[0];
  return `${where} at ${at}`;
}

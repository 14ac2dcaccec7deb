import assert from 'node:assert/strict';
import type { RoleName } from '@upwell/platform/access';
import { scenario } from '../acceptance/scenario.ts';
import { crawl, isPage } from './crawl.ts';
import { addressOf, isFirstStart, routeOf, writing } from './declared.ts';
import { fillEverything, fillIn, formsOn } from './fill.ts';
import { everyRole, isStranger } from './roles.ts';
import { fieldsOf, proofOf, send } from './sending.ts';

export default scenario({
  id: 'B4',
  given: 'every address of the installation that takes something, and bodies its owner has just sent there',
  when: 'somebody in every role sends the same there',
  must: 'it is taken from the declared roles and refused to all others with nothing kept; an undeclared address fails',
  async run(world) {
    const roles = await everyRole(world);
    const owner = roles.get('owner')!;
    let counter = 0;
    const attempts = await fillEverything(owner, async (at) => [await fillIn(owner, at, () => `Plums ${counter++}`)], {
      rounds: 4,
    });
    const found = await crawl(owner, { perShape: 3 });

    const undeclared = formsOn(found)
      .filter(({ route }) => !route || !writing.includes(route) || !route.roles)
      .map(({ action }) => action);
    assert.deepEqual(undeclared, [], 'forms whose address no surface declares');
    assert.deepEqual(
      writing.filter((route) => !route.roles).map(({ name }) => name),
      [],
      'routes without a row in the role matrix',
    );
    const taken = attempts.filter(({ accepted }) => accepted).length;
    assert.ok(
      taken > attempts.length * 0.6,
      `only ${taken} of ${attempts.length} forms were taken: ${attempts.filter(({ accepted }) => !accepted).map(({ at, answer }) => `${at.action} ${answer.status}`)}`,
    );

    const addresses = [...found.keys(), ...attempts.map(({ at }) => at.action)];
    const uninvited = (role: RoleName) => `Uninvited${role}`;
    const problems: string[] = [];
    const calls = writing.filter((route) => !isFirstStart(route) && route.kind === 'form');
    for (const [role, visit] of roles) {
      const { _csrf } = await proofOf(visit);
      for (const route of calls) {
        const attempt =
          attempts.find(({ at, accepted }) => at.route === route && accepted) ??
          attempts.find(({ at }) => at.route === route);
        const address = attempt ? attempt.at.action : addressOf(route, addresses);
        const invited = route.roles?.includes(role);
        const words = Object.entries(attempt?.typed ?? {}).map(([name, value]) => [
          name,
          typeof value === 'string' && value.startsWith('Plums') ? `${uninvited(role)} ${counter++}` : value,
        ]);
        // Whoever may is sent away by a field nobody knows, so that nothing ends and everyone stays who they are.
        const body = {
          ...Object.fromEntries(words),
          _csrf,
          _once: crypto.randomUUID(),
          ...(invited && { 'field-nobody-knows': 'x' }),
        };
        const { status } = await send(visit, address, fieldsOf(body));
        if (invited) {
          if (status >= 500 || status < 400)
            problems.push(`${role} at ${address}: ${status}, though it is theirs to use`);
        } else if (status !== (isStranger(role) ? 401 : 403))
          problems.push(`${role} at ${address}: ${status}, and it is for ${route.roles?.join(', ')}`);
      }
    }
    assert.deepEqual(problems, []);

    // The lock gives way to somebody: a route that refuses everybody would pass the above.
    for (const route of calls) {
      const statuses: number[] = [];
      for (const role of route.roles ?? []) {
        const visit = roles.get(role)!;
        const { status } = await send(
          visit,
          addressOf(route, addresses),
          fieldsOf({ ...(await proofOf(visit)), 'field-nobody-knows': 'x' }),
        );
        statuses.push(status);
        if (status !== 401 && status !== 403) break;
      }
      assert.ok(
        statuses.some((status) => status !== 401 && status !== 403),
        `${route.name} is refused to everybody it is declared for: ${statuses.join()}`,
      );
    }

    // Machines' addresses take nothing that is not signed, and nothing takes another method.
    for (const route of writing.filter(({ kind }) => kind === 'hook')) {
      const { status } = await send(owner, route.path, [], {
        body: '{"from":"07700900123","words":"Uninvited"}',
        headers: { 'content-type': 'application/json' },
      });
      assert.ok(status >= 400 && status < 500, `${route.path} takes an unsigned call: ${status}`);
    }
    for (const route of calls)
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        const { status } = await owner.ask(addressOf(route, addresses), { method });
        assert.ok(status === 404 || status === 405, `${method} ${route.path}: ${status}`);
      }

    const after = await crawl(owner, { perShape: 8 });
    const kept = [...after]
      .filter(([, answer]) => isPage(answer) && /Uninvited/.test(answer.body))
      .map(([address]) => address);
    assert.deepEqual(kept, [], 'something uninvited was kept');
    assert.equal(routeOf('/')?.name, 'app.home');
  },
});

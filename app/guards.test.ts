import { actorAs, everyone, nobodyByHand, type Rule, roleNames } from '@upwell/platform/access';
import type { Accounts } from '@upwell/platform/accounts';
import { limits } from '@upwell/platform/http';
import { describe, expect, it } from 'vitest';
import { type Installation, STATIC } from './installation.ts';
import { surfacesOf } from './web.ts';

// Routes are data: no database and no server is needed to look at them.
const accounts = { providersOf: () => [] } as unknown as Accounts;
const installation = { services: { config: { testClock: null } } } as unknown as Installation;
const surfaces = surfacesOf(installation, accounts);
const routes = surfaces.flatMap((surface) => surface.routes.map((route) => ({ surface, route })));
const ruleOf = (route: (typeof routes)[number]['route']): Rule =>
  ('action' in route ? route.action.rule : route.rule) as Rule;

describe('every route', () => {
  it('is looked at', () => expect(routes.length).toBeGreaterThan(60));

  it('has a name of its own and a path of its own', () => {
    const names = routes.map(({ route }) => route.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const paths = routes.map(({ route }) => `${route.kind === 'hook' ? 'POST' : 'GET'} ${route.path}`);
    expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
  });

  it('leaves the addresses of built files alone', () => {
    expect(
      routes.map(({ route }) => route.path).filter((path) => path === STATIC || path.startsWith(`${STATIC}/`)),
    ).toEqual([]);
  });

  it.each(routes.map(({ surface, route }) => ({ name: route.name, surface, route })))(
    '$name has a rule, a rate limit and a row in the matrix that agrees with the rule',
    ({ surface, route }) => {
      const rule = ruleOf(route);
      expect(rule.name.length).toBeGreaterThan(3);
      expect(limits).toHaveProperty(route.limit);
      const row = surface.matrix[route.name];
      expect(row, `${surface.name}: the matrix has no row for ${route.name}`).toBeDefined();
      // The first start has no place yet, so nobody of a place may use it; the row says who could come upon it.
      if (surface.name === 'start' || rule === nobodyByHand) return;
      const allowed = roleNames.filter((role) =>
        rule.mightEver(actorAs(role, '0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002')),
      );
      expect(allowed).toEqual(roleNames.filter((role) => row?.includes(role)));
    },
  );

  it('that changes something names its action after its surface, once', () => {
    const actions = routes.flatMap(({ route }) => ('action' in route ? [route.action] : []));
    const distinct = new Map(actions.map((action) => [action.name, action]));
    for (const action of actions)
      expect(distinct.get(action.name), `two actions are called ${action.name}`).toBe(action);
    expect(actions.every(({ name }) => /^[a-z-]+\.[a-zA-Z-]+$/.test(name))).toBe(true);
  });

  it('has no row in a matrix without a route', () => {
    const known = new Set(routes.map(({ route }) => route.name));
    const idle = surfaces.flatMap((surface) => Object.keys(surface.matrix).filter((name) => !known.has(name)));
    expect(idle).toEqual([]);
  });

  it('that anyone may write to is rate limited as a write', () => {
    const open = routes.filter(
      ({ route }) => route.kind === 'form' && everyone.every((role) => ruleOf(route).mightEver(actorAs(role, '', ''))),
    );
    expect(open.filter(({ route }) => route.limit === 'read').map(({ route }) => route.name)).toEqual([]);
  });
});

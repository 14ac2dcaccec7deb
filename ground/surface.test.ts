import { actorAs, roleNames } from '@upwell/platform/access';
import type { Accounts } from '@upwell/platform/accounts';
import type { Route, Surface } from '@upwell/platform/http';
import { NIL } from 'uuid';
import { describe, expect, test } from 'vitest';
import { groundSurface, signInSurface, startSurface } from './index.ts';

const placeId = '0193a000-0000-7000-8000-00000000000a';
const personId = '0193a000-0000-7000-8000-00000000000b';
const accounts = new Proxy({}, { get: () => () => [] }) as unknown as Accounts;
const surfaces: Surface[] = [groundSurface, signInSurface(accounts), startSurface({ accounts, makeDemo: null })];
const ruleOf = (route: Route) => (route.kind === 'page' || route.kind === 'data' ? route.rule : route.action.rule);

describe.each(surfaces)('$name', (surface) => {
  test('each route has one row, and each row a route', () => {
    const names = surface.routes.map((route) => route.name);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(surface.matrix).sort()).toEqual([...names].sort());
    expect(new Set(surface.routes.map((route) => route.path)).size).toBe(names.length);
  });

  test.each(surface.routes.map((route) => [route.name, route] as const))(
    '%s is for whom its row says',
    (name, route) => {
      const may = roleNames.filter((role) => ruleOf(route).mightEver(actorAs(role, placeId, personId)));
      expect(may).toEqual(
        [...(surface.matrix[name] ?? [])].sort((a, b) => roleNames.indexOf(a) - roleNames.indexOf(b)),
      );
    },
  );
});

test('the pages of the first start are open while there is no place', () => {
  for (const route of surfaces[2]?.routes ?? [])
    expect(ruleOf(route).mightEver(actorAs('visitor', NIL, personId))).toBe(true);
});

import { surfacesOf } from '@upwell/app/web.ts';
import type { RoleName } from '@upwell/platform/access';
import type { Accounts } from '@upwell/platform/accounts';
import { v7 } from 'uuid';

/** A route as the installation declares it: where it is, what it takes and which roles may use it. */
export interface Declared {
  name: string;
  surface: string;
  kind: 'page' | 'form' | 'data' | 'hook';
  /** With parameters: '/conversations/:id'. */
  path: string;
  /** Undefined where the role matrix has no row for it. */
  roles: readonly RoleName[] | undefined;
  takesFiles: boolean;
}

// Routes are data: nothing has to run to list them. Only what is always served is listed, so no test clock.
const surfaces = surfacesOf(
  { services: { config: { testClock: null } } } as unknown as Parameters<typeof surfacesOf>[0],
  { providersOf: () => [] } as unknown as Accounts,
);

/** Every route there is. A new capability is in here as soon as it is served. */
export const declared: readonly Declared[] = surfaces.flatMap((surface) =>
  surface.routes.map((route) => ({
    name: route.name,
    surface: surface.name,
    kind: route.kind,
    path: route.path,
    roles: surface.matrix[route.name],
    takesFiles: route.kind === 'form' && route.files !== undefined,
  })),
);

export const reading = declared.filter(({ kind }) => kind !== 'hook');
export const writing = declared.filter(({ kind }) => kind === 'form' || kind === 'hook');

/** Only before there is a first place. */
export const isFirstStart = (route: Declared) => route.surface === 'start';

/** The route an address belongs to; undefined for what is served beside the routes, such as assets. */
export function routeOf(address: string): Declared | undefined {
  const segments = pathOf(address).split('/');
  const fits = ({ path }: Declared) => {
    const pattern = path.split('/');
    return (
      pattern.length === segments.length && pattern.every((part, at) => part.startsWith(':') || part === segments[at])
    );
  };
  // A written-out segment goes before a parameter: /groups/new is not a group.
  return declared.filter(fits).sort((a, b) => count(a.path) - count(b.path))[0];
}

const count = (path: string) => path.split(':').length;
export const pathOf = (address: string) => (address.split(/[?#]/, 1)[0] as string).replace(/(.)\/$/, '$1');

/** An address of a route: one that was seen where there is one, else one with ids that nobody has. */
export function addressOf(route: Declared, seen: Iterable<string> = []): string {
  if (!route.path.includes(':')) return route.path;
  for (const address of seen) if (routeOf(address) === route) return pathOf(address);
  return route.path
    .split('/')
    .map((part) =>
      !part.startsWith(':')
        ? part
        : part === ':lang'
          ? 'en'
          : part === ':id' || part.endsWith('Id')
            ? v7()
            : 'somebody',
    )
    .join('/');
}

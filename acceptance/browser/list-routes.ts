import type { Installation } from '@upwell/app/installation.ts';
import { surfacesOf } from '@upwell/app/web.ts';
import type { Accounts } from '@upwell/platform/accounts';
import type { PageOfSurface } from './pages-of-surfaces.ts';

// Routes are data: no database and no server is needed to look at them.
const accounts = { providersOf: () => [] } as unknown as Accounts;
const installation = { services: { config: { testClock: null } } } as unknown as Installation;
const pages = surfacesOf(installation, accounts).flatMap((surface) =>
  surface.routes
    .filter(({ kind }) => kind === 'page' || kind === 'form')
    .map(
      (route): PageOfSurface => ({
        surface: surface.name,
        name: route.name,
        path: route.path,
        kind: route.kind as PageOfSurface['kind'],
        forVisitors: surface.matrix[route.name]?.includes('visitor') ?? false,
      }),
    ),
);
process.stdout.write(JSON.stringify(pages));

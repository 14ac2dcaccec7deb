import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A page somebody can open: every page and every form of every surface. */
export interface PageOfSurface {
  surface: string;
  name: string;
  path: string;
  kind: 'page' | 'form';
  forVisitors: boolean;
}

const variable = 'UPWELL_PAGES_OF_SURFACES';

/** Asked once for a run: the workers of Playwright inherit the answer. */
export function pagesOfSurfaces(): PageOfSurface[] {
  process.env[variable] ??= execFileSync(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./list-routes.ts', import.meta.url))],
    { encoding: 'utf8' },
  );
  return JSON.parse(process.env[variable]);
}

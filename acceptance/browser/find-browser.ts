import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A Chromium to test with: the system's, else Playwright's own, else one fetched by Playwright or, as root, by
 * the package manager.
 * @throws in a sentence that says what to install
 */
export async function findBrowser(): Promise<string> {
  const found = () =>
    [process.env.CHROMIUM, ...usual, chromium.executablePath()].find((path) => path && existsSync(path));
  const here = found();
  if (here) return here;
  process.stdout.write('Fetching a browser to test with. This takes a minute, once.\n');
  const attempts = [
    ['apt-get', 'update', '-qq'],
    ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ];
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0)
    for (const [command = '', ...args] of attempts)
      spawnSync(command, args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (!found())
    spawnSync('node_modules/.bin/playwright', ['install', 'chromium'], { stdio: 'ignore', timeout: 300_000 });
  const fetched = found();
  if (!fetched) throw new Error('The browser tests need Chromium. Install it, or set CHROMIUM to where it is.');
  return fetched;
}

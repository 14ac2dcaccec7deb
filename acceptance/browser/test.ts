import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';
import { type Cookies, type Samples, WorldDoor } from './door.ts';
import { pagesOfSurfaces } from './pages-of-surfaces.ts';

export { expect };

export const wide: BrowserContextOptions = {
  viewport: { width: 1280, height: 900 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
};
export const phone: BrowserContextOptions = {
  viewport: { width: 320, height: 640 },
  colorScheme: 'dark',
  reducedMotion: 'reduce',
  hasTouch: true,
};

/** The place with a whole story in it, and the installation before its first place. Shared: nothing is changed there. */
export const demo = new WorldDoor('demo', 'demo');
export const empty = new WorldDoor('empty', 'empty');

export const ourFault = 'A page answered with "Something went wrong on our side".';

/** A tab that is kept from page to page, as a person's is. */
interface Tabs {
  samples: Samples;
  visitorTab: Page;
  ownerTab: Page;
  ownerPhoneTab: Page;
  starterTab: Page;
}

interface OfTest {
  /** A place without a story, for journeys that leave the clock alone. */
  place: WorldDoor;
}

export const test = base.extend<OfTest, Tabs>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from the pattern
  place: async ({}, use) => {
    const place = new WorldDoor('place', 'place');
    await use(place);
    expect(await place.faults(), ourFault).toEqual([]);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from the pattern
  samples: [async ({}, use) => use(await demo.samples(pagesOfSurfaces())), { scope: 'worker', timeout: 120_000 }],
  visitorTab: [async ({ browser }, use) => withTab(await browser.newContext(wide), use), { scope: 'worker' }],
  ownerTab: [
    async ({ browser, samples }, use) =>
      withTab(await comeAs(await browser.newContext(wide), await demo.address(), samples.cookies), use),
    { scope: 'worker' },
  ],
  ownerPhoneTab: [
    async ({ browser, samples }, use) =>
      withTab(await comeAs(await browser.newContext(phone), await demo.address(), samples.cookies), use),
    { scope: 'worker' },
  ],
  starterTab: [
    async ({ browser }, use) =>
      withTab(await comeAs(await browser.newContext(wide), await empty.address(), await empty.claim()), use),
    { scope: 'worker', timeout: 60_000 },
  ],
});

async function withTab(context: BrowserContext, use: (page: Page) => Promise<void>): Promise<void> {
  await use(await context.newPage());
  await context.close();
}

/** Puts somebody's cookies into a browser. */
export async function comeAs(context: BrowserContext, address: string, cookies: Cookies): Promise<BrowserContext> {
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: address })));
  return context;
}

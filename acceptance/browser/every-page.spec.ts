import type { Page } from '@playwright/test';
import { missedAfterMistakes, missedByKeyboard } from './keyboard.ts';
import { colourAndSizeMissed, missedOn } from './look.ts';
import { type PageOfSurface, pagesOfSurfaces } from './pages-of-surfaces.ts';
import { demo, empty, expect, ourFault, phone, test, wide } from './test.ts';

/** Pages that nobody comes to by themselves. */
const passedThrough: Record<string, string> = {
  'sign-in.provider': 'only where an installation has a provider to sign in with; its own tests use one',
  'sign-in.away': 'the same',
  'sign-in.provider-return': 'where that provider sends people back to',
  'sign-in.claimPlace': 'only at a place that waits for its first owner',
  'sign-in.end-session': 'shown with the sessions of a person, which it ends',
};

const inPlace = pagesOfSurfaces().filter(({ surface, name }) => surface !== 'start' && !(name in passedThrough));
const atStart = pagesOfSurfaces().filter(({ surface, path }) => surface === 'start' && !path.endsWith('/read'));
const called = ({ name, path }: PageOfSurface) => `${name} ${path}`;

for (const each of inPlace)
  test(called(each), async ({ visitorTab, ownerTab, ownerPhoneTab, samples }) => {
    const asVisitor = samples.visitor[each.name];
    const asOwner = samples.owner[each.name];
    expect(asVisitor ?? asOwner, 'Nothing in the demo place leads to this page.').toBeDefined();
    const address = await demo.address();
    const tab = asVisitor ? visitorTab : ownerTab;
    expect(await missedAt(tab, address + (asVisitor ?? asOwner))).toEqual([]);
    if (asVisitor && asOwner) {
      await ownerPhoneTab.goto(address + asOwner);
      expect(await missedOn(ownerPhoneTab), 'As the owner, at 320 pixels in the dark').toEqual([]);
    } else expect(await missedOnPhone(tab), 'At 320 pixels in the dark').toEqual([]);
    if (each.kind === 'form') expect(await missedAfterMistakes(tab)).toEqual([]);
    expect(await demo.faults(), ourFault).toEqual([]);
  });

test.describe('the first start', () => {
  for (const each of atStart)
    test(called(each), async ({ starterTab }) => {
      const address = await empty.address();
      expect(await missedAt(starterTab, address + each.path)).toEqual([]);
      expect(await missedOnPhone(starterTab), 'At 320 pixels in the dark').toEqual([]);
      expect(await missedAfterMistakes(starterTab)).toEqual([]);
      expect(await empty.faults(), ourFault).toEqual([]);
    });
});

test('every component, in light and in the dark', async ({ visitorTab }) => {
  await visitorTab.goto(`${await demo.address()}/ui`);
  // It shows whole pages within one, so it has their headings too.
  const missed = (await missedOn(visitorTab)).filter((each) => !each.includes('main headings'));
  expect(missed).toEqual([]);
  expect(await missedOnPhone(visitorTab)).toEqual([]);
});

async function missedAt(tab: Page, address: string): Promise<string[]> {
  const answer = await tab.goto(address);
  if (answer?.status() !== 200) return [`Nobody can open it: ${answer?.status()} ${await tab.title()}`];
  return [...(await missedOn(tab)), ...(await missedByKeyboard(tab))];
}

/** The page that is open, as it is on a small telephone at night. */
async function missedOnPhone(tab: Page): Promise<string[]> {
  await tab.setViewportSize(phone.viewport!);
  await tab.emulateMedia({ colorScheme: 'dark' });
  const missed = await colourAndSizeMissed(tab);
  await tab.setViewportSize(wide.viewport!);
  await tab.emulateMedia({ colorScheme: 'light' });
  return missed;
}

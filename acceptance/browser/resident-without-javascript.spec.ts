import type { Page } from '@playwright/test';
import { WorldDoor } from './door.ts';
import { scrollsSideways } from './look.ts';
import { comeAs, expect, ourFault, test, wide } from './test.ts';

// The clock moves here, so this is a world of its own.
const world = new WorldDoor('resident without javascript', 'place');

test.use({ viewport: { width: 320, height: 568 }, javaScriptEnabled: false, hasTouch: true, isMobile: true });

test('a resident with a small telephone and no JavaScript says something, and later hears what became of it', async ({
  page,
  browser,
}) => {
  const address = await world.address();
  const host = await (
    await comeAs(await browser.newContext(wide), address, await world.person('Jo', 'host'))
  ).newPage();
  await host.goto(`${address}/conversations/new`);
  await host
    .getByLabel('What do you want to ask?')
    .or(host.locator('[name=question]'))
    .first()
    .fill('What would make the evenings better?');
  await host.locator('[name=stage][value=before-decision]').check();
  await host.locator('[name=purpose][value=say]').check();
  await host.locator('[name=canChange]').fill('Two evenings a week at the hall');
  await host.locator('[name=power][value=advise]').check();
  await host.locator('[name=host]').fill('Hall committee');
  for (const [part, value] of Object.entries({ day: '30', month: '3', year: '2026' }))
    await host.locator(`[name=replyDue-${part}]`).fill(value);
  await host.locator('main form button').click();
  await expect(host.locator('h1')).toHaveText('What would make the evenings better?');

  await page.goto(`${address}/`);
  await fits(page, 'the home page');
  await page.getByRole('link', { name: 'What would make the evenings better?' }).click();
  await fits(page, 'the conversation');
  await page.locator('main [name=words]').fill('Somewhere warm to sit after seven.');
  await page.locator('main form button').first().click();

  await fits(page, 'the page of thanks');
  await expect(page.locator('main'), 'They are not told by when they hear back.').toContainText('30 March 2026');
  const code = (await page.locator('.big-code').textContent())?.trim() ?? '';
  expect(code.split(' '), 'They are given no code to ask with.').toHaveLength(3);

  await page.goto(`${address}/told`);
  await fits(page, 'the page that asks for the code');
  await page.locator('[name=code]').fill(code);
  await page.locator('main form button').click();
  await fits(page, 'what became of it, before the reply');
  await expect(page.locator('main'), 'Their own words do not come back.').toContainText(
    'Somewhere warm to sit after seven.',
  );

  await world.toDay('2026-03-27');
  await host.goto(host.url().split('?')[0] as string);
  await host.goto(`${address}/thread/${host.url().split('/').at(-1)}/reply`);
  await host.locator('[name=answer][value=done]').check();
  await host.locator('[name=words]').fill('The hall is open until nine on Tuesdays and Fridays, and it is heated.');
  await host.locator('main form button').click();
  await expect(host.locator('h1')).toContainText('heated');
  await world.drain();

  await page.goto(`${address}/`);
  await expect(page.locator('main'), 'The home page does not show that there is a reply.').toContainText(
    'it is heated',
  );
  await page.goto(`${address}/told`);
  await page.locator('[name=code]').fill(code);
  await page.locator('main form button').click();
  await fits(page, 'what became of it, with the reply');
  await expect(page.locator('main'), 'The reply is not there.').toContainText('open until nine on Tuesdays');
  await page.locator('[name=heard][value=heard]').check();
  await page.locator('main form button').click();
  await fits(page, 'the page after saying they were heard');
  await expect(page.locator('[name=heard][value=heard]'), 'That they felt heard was not kept.').toBeChecked();

  await page.goto(`${address}/replies`);
  await fits(page, 'the replies');
  await page.getByRole('link', { name: /it is heated/ }).click();
  await fits(page, 'the reply');
  await expect(page.locator('main'), 'Nobody else sees that somebody felt heard.').toContainText(/1 .*heard/);
  expect(await world.faults(), ourFault).toEqual([]);
  await host.context().close();
});

/** Nothing of the page is cut off, and there is one main heading. */
async function fits(page: Page, what: string): Promise<void> {
  expect(await scrollsSideways(page), `On ${what}`).toEqual([]);
  await expect(
    page.locator('h1'),
    `On ${what} a screen reader hears another number of main headings than one.`,
  ).toHaveCount(1);
}

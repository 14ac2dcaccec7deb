import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';

interface Post {
  outbox: { to: string; channel: string; subject: string; body: string }[];
  faults: string[];
}

interface PlaceWithPost {
  address: string;
  /** What was sent, newest first. */
  post(): Promise<Post>;
}

const test = base.extend<object, { place: PlaceWithPost }>({
  place: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from the pattern
    async ({}, use) => {
      const script = fileURLToPath(new URL('./world-with-post.ts', import.meta.url));
      const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      const said = async <T>() => (await once(child, 'message'))[0] as T;
      const { address } = await said<{ address: string }>();
      const post = () => {
        child.send('post');
        return said<Post>();
      };
      await use({ address, post });
      expect((await post()).faults).toEqual([]);
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** The newest code that was sent to an address. */
async function codeSentTo({ post }: PlaceWithPost, to: string): Promise<string> {
  const message = (await post()).outbox.find((each) => each.to === to);
  expect(message, `Nothing was sent to ${to}.`).toBeDefined();
  const code = /\b(?:\d{4} \d{4}|\d{6})\b/.exec(message?.body ?? '')?.[0];
  expect(code, message?.body).toBeDefined();
  return code as string;
}

async function askForCode(page: Page, { address }: PlaceWithPost, way: string, field: string, to: string) {
  await page.goto(`${address}/sign-in?next=/me`);
  await page.getByRole('link', { name: way }).click();
  await page.getByLabel(field).fill(to);
  await page.getByRole('button', { name: 'Send me a code' }).click();
}

async function answer(page: Page, code: string) {
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const main = (page: Page) => page.locator('#main');

test('a code by e-mail: the first time with a name, the next time straight in', async ({ page, context, place }) => {
  const ask = () => askForCode(page, place, 'With a code by e-mail', 'E-mail address', 'mari@example.org');
  await ask();
  await answer(page, await codeSentTo(place, 'mari@example.org'));
  await page.getByRole('textbox').fill('Mari');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveURL(`${place.address}/me`);

  await page.getByRole('link', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(main(page)).toContainText('You are signed out.');

  await context.clearCookies();
  await ask();
  await answer(page, await codeSentTo(place, 'mari@example.org'));
  await expect(page).toHaveURL(`${place.address}/me`);
  await expect(main(page)).toContainText('Mari');
});

test('a code by text message, after a wrong one was typed', async ({ page, place }) => {
  await askForCode(page, place, 'With a code by text message', 'Mobile phone number', '07700 900142');
  const code = await codeSentTo(place, '+447700900142');
  await answer(page, code === '000000' ? '111111' : '000000');
  await expect(main(page)).toContainText('That code is not right, or it is too old.');
  await expect(page).toHaveURL(/\/sign-in\/phone\/code/);
  await answer(page, code);
  await page.getByRole('textbox').fill('Ana');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveURL(`${place.address}/me`);
});

test('the link in the e-mail asks for one press of a button, in whatever browser it is opened', async ({
  page,
  browser,
  place,
}) => {
  await askForCode(page, place, 'With a code by e-mail', 'E-mail address', 'lowri@example.org');
  const message = (await place.post()).outbox.find(({ to }) => to === 'lowri@example.org');
  const link = /http\S+\/sign-in\/link\?token=\S+/.exec(message?.body ?? '')?.[0];
  expect(link, message?.body).toBeDefined();
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link as string);
  await expect(main(other)).toContainText('l…@example.org');
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(main(other)).toContainText('What shall we call you?');
  await elsewhere.close();
});

import assert from 'node:assert/strict';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import type { Answer, BrowserVisit } from '@upwell/platform/http/testing';
import { findBrowser } from '../acceptance/browser/find-browser.ts';
import { isPage } from './crawl.ts';

/**
 * Opens the pages that carry most payloads in a real browser, as somebody who is signed in, and holds that nothing
 * runs, nothing is fetched from elsewhere, and that even a script planted into the page itself is stopped by the policy.
 */
export async function holdInBrowser(address: string, visit: BrowserVisit, found: [string, Answer][]): Promise<void> {
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    await context.addCookies(Object.entries(visit.cookies).map(([name, value]) => ({ name, value, url: address })));
    const struck: string[] = [];
    await context.exposeFunction('struck', (number: unknown) => struck.push(String(number)));
    const elsewhere: string[] = [];
    await context.route('**/*', async (route) => {
      if (new URL(route.request().url()).origin !== new URL(address).origin) {
        elsewhere.push(route.request().url());
        return await route.abort();
      }
      return await route.continue();
    });
    const page = await context.newPage();
    page.on('dialog', async (dialog) => {
      struck.push(`dialog ${dialog.message()}`);
      await dialog.dismiss();
    });
    for (const path of mostStruck(found, 8)) {
      await page.goto(`${address}${path}`, { waitUntil: 'load' });
      await stir(page);
      assert.deepEqual(struck, [], `${path}: a payload ran`);
      assert.deepEqual(elsewhere, [], `${path}: something was fetched from elsewhere`);
      const made = await page.evaluate(() =>
        [...document.querySelectorAll('*')].flatMap((element) =>
          [...element.attributes]
            .filter(({ name }) => name.startsWith('on') || name === 'srcdoc' || name.includes('struck'))
            .map(({ name }) => `${element.tagName} ${name}`),
        ),
      );
      assert.deepEqual(made, [], `${path}: words became attributes`);
    }
    await holdPlanted(context, address, struck);
  } finally {
    await browser.close();
  }
}

/** A script that got into the page all the same: stopped by the policy, and only by it. */
async function holdPlanted(context: BrowserContext, address: string, struck: string[]): Promise<void> {
  for (const guarded of [true, false]) {
    const page = await context.newPage();
    await page.route(`${address}/`, async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      if (!guarded) delete headers['content-security-policy'];
      const planted =
        '<script>struck(98)</script><img src="/nowhere" onerror="struck(99)"><a id="planted" href="javascript:struck(97)">x</a>';
      await route.fulfill({ response, headers, body: (await response.text()).replace('<main', `${planted}<main`) });
    });
    await page.goto(`${address}/`, { waitUntil: 'load' });
    await page.locator('#planted').dispatchEvent('click');
    await page.waitForTimeout(100);
    if (guarded) assert.deepEqual(struck, [], 'the policy stops a planted script');
    else assert.ok(struck.length > 0, 'without the policy the planted script would have run');
    await page.close();
  }
}

/** Does what payloads wait for: moving over things, focusing, opening. */
async function stir(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('main *')) {
      for (const name of ['mouseover', 'mouseenter', 'toggle', 'error', 'load']) element.dispatchEvent(new Event(name));
      if (element.matches('input, textarea, summary, a')) element.focus();
    }
  });
}

const mostStruck = (found: [string, Answer][], most: number): string[] =>
  found
    .filter(([, answer]) => isPage(answer) && answer.status === 200)
    .map(([path, { body }]) => ({ path, count: body.split('struck').length }))
    .sort((a, b) => b.count - a.count)
    .slice(0, most)
    .map(({ path }) => path);

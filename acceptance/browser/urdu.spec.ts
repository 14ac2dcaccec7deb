import type { Page } from '@playwright/test';
import { WorldDoor } from './door.ts';
import { missedOn } from './look.ts';
import { comeAs, expect, ourFault, test, wide } from './test.ts';

// Everything people say here is in Urdu, so that whatever is not is ours and was forgotten.
const world = new WorldDoor('urdu', 'place');
const inUrdu = { upwell_lang: 'ur' };
const words = {
  question: 'شام کا وقت بہتر کیسے ہو؟',
  canChange: 'ہفتے میں دو شامیں',
  host: 'ہال کمیٹی',
  said: 'سات بجے کے بعد بیٹھنے کی کوئی جگہ نہیں۔',
  reply: 'ہال اب منگل اور جمعے کو نو بجے تک کھلا ہے۔',
};

test.use({ ...wide, locale: 'ur-PK' });

test('somebody who reads Urdu says something and hears back, and nothing on the way is in English', async ({
  page,
  context,
  browser,
}) => {
  const address = await world.address();
  const host = await (
    await comeAs(await browser.newContext(wide), address, { ...(await world.person('رضیہ', 'host')), ...inUrdu })
  ).newPage();
  await host.goto(`${address}/conversations/new`);
  await reads(host, 'the page that opens a conversation');
  await host.locator('[name=question]').fill(words.question);
  await host.locator('[name=stage][value=before-decision]').check();
  await host.locator('[name=purpose][value=say]').check();
  await host.locator('[name=canChange]').fill(words.canChange);
  await host.locator('[name=power][value=advise]').check();
  await host.locator('[name=host]').fill(words.host);
  for (const [part, value] of Object.entries({ day: '30', month: '3', year: '2026' }))
    await host.locator(`[name=replyDue-${part}]`).fill(value);
  await host.locator('main form button').click();
  await expect(host.locator('h1')).toHaveText(words.question);
  const conversation = new URL(host.url()).pathname;

  await comeAs(context, address, inUrdu);
  for (const path of ['/', '/have-a-say', '/say', conversation]) {
    await page.goto(address + path);
    await reads(page, path);
  }
  await page.locator('main [name=words]').fill(words.said);
  await page.locator('main form button').first().click();
  await reads(page, 'the page of thanks');
  const code = (await page.locator('.big-code').textContent())?.trim() ?? '';

  await host.goto(`${address}${conversation.replace('conversations', 'thread')}/reply`);
  await reads(host, 'the page that replies');
  await host.locator('[name=answer][value=done]').check();
  await host.locator('[name=words]').fill(words.reply);
  await host.locator('main form button').click();
  await world.drain();

  const told = `/told?code=${code.replaceAll(' ', '-')}`;
  for (const path of [told, '/told', '/replies', conversation.replace('conversations', 'thread'), '/']) {
    await page.goto(address + path);
    await reads(page, path);
  }
  await page.goto(address + told);
  await expect(page.locator('main'), 'The reply is not there.').toContainText(words.reply);
  expect(await world.faults(), ourFault).toEqual([]);
  await host.context().close();
});

/** From right to left, mirrored, in Urdu to the last word, and for everybody. */
async function reads(page: Page, what: string): Promise<void> {
  await expect(page.locator('html'), what).toHaveAttribute('lang', 'ur');
  await expect(page.locator('html'), `${what} does not run from right to left.`).toHaveAttribute('dir', 'rtl');
  expect(await notMirrored(page), what).toEqual([]);
  expect(await leftInEnglish(page), `Left in English on ${what}`).toEqual([]);
  expect(await missedOn(page), what).toEqual([]);
}

/** The name of the place and the heading begin at the right, the person's corner ends at the left. */
async function notMirrored(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const missed: string[] = [];
    const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
    const [main, heading, wordmark, corner] = [box('main'), box('h1'), box('.header-name a'), box('.nav-own')];
    const middle = innerWidth / 2;
    if (heading && main && main.right - heading.right > heading.left - main.left + 1)
      missed.push('The main heading stands at the left.');
    if (wordmark && wordmark.left < middle) missed.push('The name of the place stands at the left.');
    if (corner && corner.left > middle) missed.push('The way to sign in stands at the right.');
    for (const paragraph of document.querySelectorAll('main p'))
      if (!paragraph.closest('main [lang], main [dir]') && getComputedStyle(paragraph).direction !== 'rtl')
        missed.push(`From left to right: ${paragraph.textContent?.slice(0, 60)}`);
    return missed;
  });
}

/** Words in Latin letters. Everything people wrote here is in Urdu; names, numbers and codes are what they are. */
async function leftInEnglish(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const own = ['Fernhollow', 'Upwell', 'SMS', 'QR'];
    const theirs = '[lang]:not([lang=ur]), .big-code, [dir=ltr]';
    const left = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement as HTMLElement;
      if (!parent.checkVisibility() || parent.closest(`script, style, ${theirs.replaceAll('[lang]', 'body [lang]')}`))
        continue;
      // An example of a code is what a code looks like.
      let text = (node.textContent ?? '').replace(/[a-z]+ \d{4} [a-z]+/, '');
      for (const name of own) text = text.replaceAll(name, '');
      if (/[A-Za-z]{3,}/.test(text)) left.add(text.trim().slice(0, 80));
    }
    for (const each of document.querySelectorAll('body [aria-label], body [placeholder], body [title]'))
      for (const attribute of ['aria-label', 'placeholder', 'title']) {
        const text = each.getAttribute(attribute) ?? '';
        if (/[A-Za-z]{3,}/.test(own.reduce((rest, name) => rest.replaceAll(name, ''), text)))
          left.add(`${attribute}: ${text}`);
      }
    return [...left];
  });
}

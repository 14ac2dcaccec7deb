import type { Page } from '@playwright/test';
import { missedOn } from './look.ts';
import { comeAs, demo, expect, test, wide } from './test.ts';

test.use({ ...wide, locale: 'ur-PK' });

/** Pages a person who reads Urdu needs from the door to the reply. */
const key = [
  'app.home',
  'listen.haveASay',
  'listen.say',
  'listen.conversation',
  'listen.thanks',
  'thread.told',
  'thread.thread',
  'thread.replies',
];

for (const name of key)
  test(`in Urdu: ${name}`, async ({ page, context, samples }) => {
    const address = await demo.address();
    await comeAs(context, address, { upwell_lang: 'ur' });
    await page.goto(address + samples.visitor[name]);
    await expect(page.locator('html')).toHaveAttribute('lang', 'ur');
    await expect(page.locator('html'), 'The page does not run from right to left.').toHaveAttribute('dir', 'rtl');
    expect(await notMirrored(page)).toEqual([]);
    expect(await leftInEnglish(page), 'Words that were left in English').toEqual([]);
    expect(await missedOn(page)).toEqual([]);
  });

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

/**
 * Words in Latin letters that are nobody's own: people's words say which language they are in, or come from records;
 * names, addresses and codes are what they are.
 */
async function leftInEnglish(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const own = ['Sandholme Bay', 'Upwell', 'FREEPOST', 'Freepost', 'SANDHOLME BAY', 'SMS', 'QR'];
    const theirs = '[lang]:not([lang=ur]), .big-code, [dir=ltr], [dir=auto], .quote, blockquote, [data-own-words]';
    const left = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement as HTMLElement;
      if (!parent.checkVisibility() || parent.closest(`script, style, ${theirs.replaceAll('[lang]', 'body [lang]')}`))
        continue;
      let text = node.textContent ?? '';
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

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** What a person with a screen reader, poor sight or a small screen would miss on this page. One sentence each. */
export async function missedOn(page: Page): Promise<string[]> {
  return [
    ...(await axeMissed(new AxeBuilder({ page }).withTags(wcag22aa))),
    ...(await headingsMissed(page)),
    ...(await scrollsSideways(page)),
  ];
}

/** The part of it that changes with the colours and the width. */
export async function colourAndSizeMissed(page: Page): Promise<string[]> {
  const rules = ['color-contrast', 'target-size', 'link-in-text-block', 'scrollable-region-focusable'];
  return [...(await axeMissed(new AxeBuilder({ page }).withRules(rules))), ...(await scrollsSideways(page))];
}

async function axeMissed(axe: AxeBuilder): Promise<string[]> {
  // No frames here, so the results need no page of their own to be put together in.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 4).map(({ target, failureSummary = '' }) => {
      const how = failureSummary.split('\n').slice(1, 3).join(' ').replace(/\s+/g, ' ').trim();
      return `Not for everybody: ${help} (${id}) at ${target.join(' ')}: ${how}`;
    }),
  );
}

async function headingsMissed(page: Page): Promise<string[]> {
  const titles = await page.locator('h1').allTextContents();
  const lang = await page.locator('html').getAttribute('lang');
  const styled = await page.evaluate(() => document.styleSheets.length > 0);
  return [
    !styled && 'The page has no style: its stylesheet did not come.',
    titles.length !== 1 && `A screen reader hears ${titles.length} main headings where there should be one: ${titles}`,
    titles.length === 1 && !titles[0]?.trim() && 'The main heading is empty.',
    (await page.title()) === '' && 'The tab of the page has no name.',
    !lang && 'A screen reader is not told which language this is.',
  ].filter((missed): missed is string => Boolean(missed));
}

/** Wider than the screen: on a telephone part of the page can only be reached by scrolling sideways. */
export async function scrollsSideways(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return right > root.clientWidth + 1 || left < -1;
    });
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.classList.value.replaceAll(' ', '.')}`;
    const which = wide.slice(-3).map(name).join(', ');
    return [`At ${root.clientWidth} pixels the page scrolls sideways, to ${root.scrollWidth}: ${which}`];
  });
}

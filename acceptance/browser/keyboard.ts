import type { Page } from '@playwright/test';

/** What somebody without a mouse would miss on this page. One sentence each. */
export async function missedByKeyboard(page: Page): Promise<string[]> {
  return [...(await skipLinkMissed(page)), ...(await mainActionMissed(page)), ...(await focusUnseen(page))];
}

/** The first Tab shows the skip link, and it leads into the page's own part. */
async function skipLinkMissed(page: Page): Promise<string[]> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Tab');
  const seen = await page.evaluate(() => {
    const skip = document.activeElement;
    if (!skip?.matches('a[href="#main"]')) return 'is not what the first Tab comes to';
    const { top, left, width, height } = skip.getBoundingClientRect();
    return top >= 0 && left >= 0 && width > 20 && height > 20 ? '' : 'stays out of sight when it has the focus';
  });
  if (seen) return [`The link that skips to the content ${seen}.`];
  await page.keyboard.press('Enter');
  await page
    .waitForFunction(() => document.activeElement?.id === 'main', undefined, { timeout: 1_000 })
    .catch(() => {});
  const inside = await page.evaluate(() => document.activeElement?.id === 'main');
  return inside ? [] : ['The link that skips to the content leads nowhere.'];
}

/** From the start of the content, Tab comes to the page's first button, or to its first link where it has none. */
async function mainActionMissed(page: Page): Promise<string[]> {
  const most = await page.evaluate(() => {
    const shown = (element: Element) => element.checkVisibility();
    const main = document.querySelector('main') as HTMLElement;
    const buttons = [...main.querySelectorAll('form button:not([type=button]), a.button, a[role=button]')].filter(
      shown,
    );
    const links = [...main.querySelectorAll('a[href]')].filter(shown);
    const action = buttons[0] ?? links[0];
    if (!action) return 0;
    action.setAttribute('data-main-action', '');
    return main.querySelectorAll('a[href], button, input, select, textarea, summary').length + 2;
  });
  for (let presses = 0; presses < Math.min(most, 80); presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.hasAttribute('data-main-action'))) return [];
  }
  return most === 0 ? [] : ['With Tab alone nobody comes to what this page is for: its first button is never reached.'];
}

/** Everything that can take the focus says so: an outline, a shadow, a border or a ground of another colour. */
async function focusUnseen(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const properties = ['outline', 'boxShadow', 'border', 'backgroundColor', 'textDecoration'] as const;
    const all = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea, summary'),
    ];
    const stops = all.filter((element) => element.checkVisibility() && !(element as HTMLInputElement).disabled);
    // A radio or a checkbox is drawn by its label.
    const drawn = (element: HTMLElement) => {
      const parts: [Element, string?][] = [[element]];
      for (const label of (element as HTMLInputElement).labels ?? [])
        parts.push([label], [label, '::before'], [label, '::after']);
      return parts.map(([part, pseudo]) => {
        const style = getComputedStyle(part, pseudo);
        return properties.map((property) => style[property]).join();
      });
    };
    const missed: string[] = [];
    for (const stop of stops) {
      if (stop.tabIndex > 0)
        missed.push(`Tab jumps about: ${stop.outerHTML.slice(0, 90)} has a place of its own in the order.`);
      stop.blur();
      const before = drawn(stop).join();
      stop.focus({ focusVisible: true } as FocusOptions);
      if (document.activeElement === stop && drawn(stop).join() === before)
        missed.push(`Nobody can see where they are when the focus is on ${stop.outerHTML.slice(0, 110)}`);
    }
    return missed.slice(0, 5);
  });
}

/**
 * Fills in the page's form in ways that cannot be taken and sends it: the list of what went wrong takes the focus,
 * leads to the fields, and nothing that was typed is gone. Forms in which nothing is typed are left alone.
 */
export async function missedAfterMistakes(page: Page): Promise<string[]> {
  const typed = await page.evaluate(() => {
    const form = [...document.querySelectorAll<HTMLFormElement>('main form')].find(({ method }) => method === 'post');
    const boxes = [...(form?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea') ?? [])].filter(
      ({ type }) => !/^(hidden|radio|checkbox|file|submit)$/.test(type),
    );
    if (!form || boxes.length === 0) return null;
    for (const box of boxes) box.value = /-(day|month|year)$/.test(box.name) ? '99' : 'x'.repeat(20_100);
    form.setAttribute('data-mistaken', '');
    return boxes.map(({ name }) => name);
  });
  if (!typed) return [];
  await page.locator('form[data-mistaken] button:not([type=button])').first().press('Enter');
  await page
    .locator('.nhsuk-error-summary')
    .waitFor({ timeout: 5_000 })
    .catch(() => {});
  // The browser moves the focus when it first paints, which may come after the element is there.
  await page
    .waitForFunction(() => document.activeElement?.matches('.nhsuk-error-summary'), undefined, { timeout: 5_000 })
    .catch(() => {});
  return await page.evaluate((names) => {
    const summary = document.querySelector('.nhsuk-error-summary');
    if (!summary) return [`A form sent with mistakes does not say what is wrong (${document.title}).`];
    const links = [...summary.querySelectorAll('a')];
    const lost = names.filter((name) => {
      const box = document.querySelector<HTMLInputElement>(`main form [name="${name}"]`);
      return box && !box.value;
    });
    return [
      document.activeElement !== summary &&
        'After a mistake the focus is not on what went wrong, so a screen reader says nothing.',
      links.some(({ hash }) => !document.querySelector(hash)) && 'A line of what went wrong leads to no field.',
      lost.length > 0 && `What was typed is gone: ${lost}`,
    ].filter((missed): missed is string => Boolean(missed));
  }, typed);
}

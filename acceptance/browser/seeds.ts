import type { World } from '@upwell/app/testing.ts';
import type { BrowserVisit, Typed } from '@upwell/platform/http/testing';
import type { HTMLElement } from 'node-html-parser';
import type { PageOfSurface } from './pages-of-surfaces.ts';

/**
 * Does what leads to pages that no story ends on: the page after saying something, the slips after taking words down,
 * a group, a community, a part of the place that was just added, somebody who was shut out.
 * @param asked the page of a conversation that is open
 * @returns where each of them led
 */
export async function leadSomewhere(world: World, owner: BrowserVisit, asked: string | undefined): Promise<string[]> {
  const resident = world.visitor();
  await resident.visit('/say');
  await resident.submit({ words: 'The bench by the bus stop is too low for my mother.' });
  const links = resident.page.querySelectorAll('main a').map((link) => link.getAttribute('href') ?? '');
  const led = [resident.answer.path, ...links];

  const fillIn = async (path: string, typed: Record<string, string>, choosing: readonly string[] = []) => {
    await owner.visit(path);
    const form = owner.form(path);
    const chosen = choosing.map((name) => [name, form.querySelector(`input[name=${name}]`)?.getAttribute('value') ?? '']);
    await owner.submit({ ...Object.fromEntries(chosen), ...typed }, path);
    if (owner.answer.status !== 200) throw new Error(`${path} was not taken: ${owner.text.slice(0, 300)}`);
    led.push(owner.answer.path);
  };
  if (asked) await fillIn(`${asked}/take-down`, { words: 'There is no light on the cut.', tell: 'code' });
  await fillIn('/groups/new', { name: 'Tuesday walkers', does: 'Walk slowly and talk.' });
  await fillIn('/communities/new', { name: 'Night workers', about: 'People who sleep by day.' }, ['kind']);
  await fillIn(`/places/${world.placeId}/inside`, { names: 'Mill Lane\nRope Walk' });
  await world.removed('Someone else');
  return led;
}

/**
 * Fills in every form that makes something new with whatever fits each field, so that pages of things the story has
 * none of can be looked at too. What is not taken is left: the test of the page it would have led to says so.
 * @returns where each led
 */
export async function makeOneOfEach(
  owner: BrowserVisit,
  found: Readonly<Record<string, string>>,
  pages: readonly PageOfSurface[],
  now: Date,
): Promise<string[]> {
  const led: string[] = [];
  for (const { name, path, kind } of pages) {
    const at = found[name];
    if (kind !== 'form' || !path.endsWith('/new') || !at) continue;
    await owner.visit(at);
    const form = owner.page.querySelectorAll('main form').find((each) => each.getAttribute('method') === 'post');
    if (!form) continue;
    await owner.submit(whateverFits(form, now), form.getAttribute('action') as string);
    if (owner.answer.status === 200) led.push(owner.answer.path); else console.log(name, path, owner.answer.status, owner.page.querySelector('.nhsuk-error-summary')?.text.slice(0,300));
  }
  return led;
}

function whateverFits(form: HTMLElement, now: Date): Typed {
  const soon = new Date(now.getTime() + 20 * 86_400_000);
  const parts: Record<string, number> = { day: soon.getUTCDate(), month: soon.getUTCMonth() + 1, year: soon.getUTCFullYear() };
  const typed: Record<string, string> = {};
  for (const field of form.querySelectorAll('input, textarea, select')) {
    const name = field.getAttribute('name');
    const type = field.getAttribute('type') ?? 'text';
    if (!name || type === 'hidden' || type === 'file' || name in typed) continue;
    const part = /-(day|month|year)$/.exec(name)?.[1];
    if (part) typed[name] = String(parts[part]);
    else if (field.tagName === 'SELECT')
      typed[name] = field.querySelectorAll('option').map((each) => each.getAttribute('value') ?? '').find(Boolean) ?? '';
    else if (type === 'radio' || type === 'checkbox') typed[name] = field.getAttribute('value') ?? 'on';
    else if (type === 'email') typed[name] = 'jo@example.org';
    else if (type === 'tel') typed[name] = '07700 900 123';
    else if (type === 'url') typed[name] = 'https://example.org/';
    else if (type === 'number' || field.getAttribute('inputmode')) typed[name] = '12';
    else typed[name] = 'A walk by the sea wall';
  }
  return typed;
}

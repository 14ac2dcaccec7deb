import type { World } from '@upwell/app/testing.ts';
import type { BrowserVisit, Typed } from '@upwell/platform/http/testing';
import type { HTMLElement } from 'node-html-parser';
import type { PageOfSurface } from './pages-of-surfaces.ts';

/**
 * Does what leads to pages that no story ends on: the page after saying something, the slips after taking words down,
 * what stops messages, a group, a community, a part of the place that was just added, somebody who was shut out.
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
    const chosen = choosing.map((name) => [
      name,
      form.querySelector(`input[name=${name}]`)?.getAttribute('value') ?? '',
    ]);
    await owner.submit({ ...Object.fromEntries(chosen), ...typed }, path);
    if (owner.answer.status !== 200) throw new Error(`${path} was not taken: ${owner.text.slice(0, 300)}`);
    led.push(owner.answer.path);
  };
  if (asked) {
    await fillIn(`${asked}/take-down`, { words: 'There is no light on the cut.', tell: 'code' });
    // Somebody who is told by e-mail, and so can stop it.
    await resident.visit(asked);
    await resident.submit({ words: 'The last bus goes at six.', tell: 'email', email: 'jo@example.org' }, '/say');
    await fillIn(`${asked.replace('conversations', 'thread')}/reply`, {
      answer: 'done',
      words: 'There is a bus at nine now.',
    });
  }
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
    if (kind !== 'form' || !/\/(new|come|members|look\/:code)$/.test(path) || !at) continue;
    await owner.visit(at);
    const tries = new Map<string, number>();
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const form = owner.page.querySelectorAll('main form').find((each) => each.getAttribute('method') === 'post');
      if (!form) break;
      await owner.submit(whateverFits(form, now, tries), form.getAttribute('action') as string);
      if (owner.answer.status === 200) {
        led.push(owner.answer.path);
        break;
      }
      // Something else for what was not taken.
      for (const link of owner.page.querySelectorAll('.nhsuk-error-summary a')) {
        const field = (link.getAttribute('href') ?? '').replace('#f-', '').replace(/-(day|month|year)$/, '');
        tries.set(field, (tries.get(field) ?? 0) + 1);
      }
    }
  }
  return led;
}

const fitting: Record<string, readonly string[]> = {
  text: ['A walk by the sea wall', '18:00', '60', 'jo@example.org', 'sea-wall', ''],
  email: ['jo@example.org'],
  tel: ['07700 900 123'],
  url: ['https://example.org/'],
  number: ['3', '60', '600', '14:30'],
};

/** Days from today that are tried for a date. */
const days = [20, -1, 40, 300];

/** @param tries how often each field was not taken yet */
function whateverFits(form: HTMLElement, now: Date, tries: ReadonlyMap<string, number>): Typed {
  const typed: Record<string, string> = {};
  for (const field of form.querySelectorAll('input, textarea, select')) {
    const name = field.getAttribute('name');
    const type = field.getAttribute('type') ?? 'text';
    if (!name || type === 'hidden' || type === 'file' || name in typed) continue;
    const [, whole = name, part] = /^(.+)-(day|month|year)$/.exec(name) ?? [];
    const turn = tries.get(whole) ?? 0;
    const one = (choices: readonly string[]) => choices[turn % choices.length] as string;
    if (part) {
      const day = new Date(now.getTime() + (days[turn % days.length] as number) * 86_400_000);
      typed[name] = String({ day: day.getUTCDate(), month: day.getUTCMonth() + 1, year: day.getUTCFullYear() }[part]);
    } else if (field.tagName === 'SELECT')
      typed[name] =
        field
          .querySelectorAll('option')
          .map((each) => each.getAttribute('value') ?? '')
          .find(Boolean) ?? '';
    else if (type === 'radio') typed[name] = field.getAttribute('value') ?? '';
    // A box is ticked where leaving it empty was not taken.
    else if (type === 'checkbox') {
      if (turn % 2 === 1) typed[name] = field.getAttribute('value') ?? 'on';
    } else
      typed[name] = one(
        fitting[field.getAttribute('inputmode') ? 'number' : type] ?? (fitting.text as readonly string[]),
      );
  }
  return typed;
}

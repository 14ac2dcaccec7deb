import type { World } from '@upwell/app/testing.ts';
import type { BrowserVisit } from '@upwell/platform/http/testing';

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

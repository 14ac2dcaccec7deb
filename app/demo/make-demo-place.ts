import { createPlace, factsOf } from '@upwell/ground';
import type { Installation } from '../installation.ts';
import { placeOrigin } from '../place-origin.ts';
import { runWork } from '../work.ts';
import { createPerformer } from './performer.ts';
import { tellStory } from './story.ts';

/** Makes the demo place: invented people in an invented town, told so on every page. Gives the address to go to. */
export async function makeDemoPlace(installation: Installation, now: Date): Promise<{ to: string }> {
  const { services } = installation;
  const { db } = services;
  const { placeId } = await createPlace(
    db,
    {
      name: 'Sandholme Bay',
      slug: 'sandholme-bay',
      languages: ['en', 'cy', 'pl', 'ur'],
      neighbourhoods: ['Harbour', 'Top Road', 'Chapel Fields'],
      phone: '01632 960 101',
      textNumber: '60777',
      postalAddress: 'Freepost SANDHOLME BAY',
      demo: true,
    },
    new Date(now.getTime() - 270 * 86_400_000),
  );
  const origin = await placeOrigin(services, placeId);
  const facts = await db.read({ placeId }, (tx) => factsOf(tx, placeId, origin));
  if (!facts) throw new Error('The demo place is gone as soon as it was made.');
  const settle = () => runWork(installation).drain();
  await tellStory(createPerformer(services, { place: facts, today: now, settle }));
  await settle();
  return { to: `${origin}/` };
}

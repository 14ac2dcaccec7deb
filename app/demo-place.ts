import { createPlace } from '@upwell/ground';
import { placeOrigin } from './place-origin.ts';
import type { Installation } from './installation.ts';

/** Makes the demo place: invented people in an invented place, told so on every page. */
export async function makeDemoPlace(installation: Installation, now: Date): Promise<{ to: string }> {
  const { services } = installation;
  const { placeId } = await createPlace(
    services.db,
    { name: 'Fernhollow', slug: 'fernhollow', languages: ['en', 'cy', 'pl', 'ur'], phone: '01632 960 101', textNumber: '60777', demo: true },
    now,
  );
  return { to: `${await placeOrigin(services, placeId)}/` };
}

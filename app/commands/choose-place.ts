import { listPlaces } from '@upwell/ground';
import type { Database } from '@upwell/platform/database';

/** The place a command is about: the one named by `--place`, or the only one there is. */
export async function choosePlace(
  db: Database,
  slug: string | undefined,
): Promise<{ placeId: string; slug: string; name: string }> {
  const places = await listPlaces(db);
  if (places.length === 0)
    throw new Error('There is no place here yet. Start Upwell and create one, or import a conversation.');
  const names = places.map((place) => place.slug).join(', ');
  if (slug === undefined) {
    const [only] = places;
    if (places.length > 1 || !only) throw new Error(`There are several places. Say which one with --place: ${names}.`);
    return only;
  }
  const found = places.find((place) => place.slug === slug);
  if (!found) throw new Error(`There is no place "${slug}". There are: ${names}.`);
  return found;
}

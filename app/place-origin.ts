import type { Services } from '@upwell/platform/action';

/**
 * The address people reach a place by, for messages that are written without a request: a host name of its
 * own, else the installation's address for its first place, else `<slug>.` before it.
 */
export async function placeOrigin({ db, config }: Pick<Services, 'db' | 'config'>, placeId: string): Promise<string> {
  const ours = new URL(config.publicUrl);
  return await db.installation(async (tx) => {
    const own = await tx
      .selectFrom('place_address')
      .select('hostname')
      .where('root_id', '=', placeId)
      .executeTakeFirst();
    if (own) return `${ours.protocol}//${own.hostname}${ours.port ? `:${ours.port}` : ''}`;
    const places = tx.selectFrom('place_directory').select(['root_id', 'slug']);
    const first = await places.orderBy('created_at').orderBy('root_id').limit(1).executeTakeFirst();
    if (!first || first.root_id === placeId) return config.publicUrl;
    const place = await places.where('root_id', '=', placeId).executeTakeFirstOrThrow();
    return `${ours.protocol}//${place.slug}.${ours.host}`;
  });
}

import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { Actions, Empty, LinkButton, PageHeading, Section } from '@upwell/platform/ui';
import { listGroups } from '../groups.ts';
import { changesOf } from '../history.ts';
import { placesOf } from '../places.ts';
import { documentsOf, registerLines } from '../register.ts';
import { homeIdOf } from '../rules.ts';
import { Changes } from './changes.tsx';
import { Documents, Seats } from './seats.tsx';

/** The public register of seats and powers: who may do what, who votes, until when, and on which papers it rests (GO02). */
export const powersPage = page({
  name: 'ground.powers',
  path: '/seats',
  rule: anyone,
  limit: 'read',
  async view(context) {
    const { t, place, actor } = context;
    const { lines, places, groups, documents, changes } = await context.read(async (tx) => {
      const all = await registerLines(tx, { placeId: place.id });
      return {
        lines: all,
        places: await placesOf(tx),
        groups: await listGroups(tx, { limit: 2_000 }),
        documents: await documentsOf(tx),
        changes: await changesOf(
          tx,
          'role',
          all.map(({ role }) => role.id),
          50,
        ),
      };
    });
    const byHome = Map.groupBy(lines, ({ role }) => homeIdOf(role));
    const homes = [
      ...places.map((each) => ({
        id: each.id,
        name: each.name,
        href: `/places/${each.id}`,
        first: each.parentId === null,
      })),
      ...groups.map((group) => ({ id: group.id, name: group.name, href: `/groups/${group.id}`, first: false })),
    ].sort((one, other) => Number(other.first) - Number(one.first));
    const known = new Set(homes.map((home) => home.id));
    const programmes = lines.filter(({ role }) => !known.has(homeIdOf(role)));
    return {
      title: t('ground.powers.title'),
      frame: 'wide',
      body: (
        <>
          <PageHeading title={t('ground.powers.title')}>
            <p>{t('ground.powers.lead')}</p>
          </PageHeading>
          {lines.length === 0 && <Empty icon="scale" title={t('ground.seats.none')} />}
          {homes
            .filter((home) => byHome.has(home.id))
            .map((home) => (
              <Section key={home.id} title={<a href={home.href}>{home.name}</a>}>
                <Seats t={t} lines={byHome.get(home.id) ?? []} caption={t('ground.seats.title')} links />
              </Section>
            ))}
          {programmes.length > 0 && (
            <Section title={t('ground.powers.programmes')}>
              <Seats t={t} lines={programmes} caption={t('ground.powers.programmes')} links />
            </Section>
          )}
          <Section title={t('ground.documents.title')} id="documents">
            {documents.length === 0 ? (
              <Empty icon="book" title={t('ground.documents.none')} />
            ) : (
              <Documents t={t} documents={documents} />
            )}
            {actor.powers.has('organise') && (
              <Actions>
                <LinkButton kind="quiet" href={`/places/${place.id}/documents/new`}>
                  {t('ground.document.add')}
                </LinkButton>
              </Actions>
            )}
          </Section>
          <Section title={t('ground.changes.title')} id="changes">
            <Changes t={t} changes={changes} />
          </Section>
        </>
      ),
    };
  },
});

import { anyone } from '@upwell/platform/access';
import { type PageContext, page, type View } from '@upwell/platform/http';
import { type Failure, refuse } from '@upwell/platform/outcome';
import { Actions, Empty, LinkButton, List, ListItem, PageHeading, Section, SummaryList } from '@upwell/platform/ui';
import { listGroups } from '../groups.ts';
import { changesOf } from '../history.ts';
import { inherit } from '../inherit.ts';
import { lineTo, placesOf } from '../places.ts';
import { mayKeepPlace } from '../rules.ts';
import { Changes } from './changes.tsx';

/** A place or a place inside it: what it stands for, what lies in it, how to reach it, what changed. */
async function placeView(context: PageContext, id: string): Promise<View | Failure> {
  const { t, actor } = context;
  const found = await context.read(async (tx) => {
    const places = await placesOf(tx);
    const line = lineTo(places, id);
    if (line.length === 0) return null;
    const inside = places.filter((each) => each.parentId === id && each.endedAt === null);
    return {
      line,
      inside,
      groups: await listGroups(tx, { inPlaces: [id], limit: 12 }),
      changes: await changesOf(tx, 'place', [id], 30),
    };
  });
  const place = found?.line.at(-1);
  if (!found || !place) return refuse('not-found');
  const { line, inside, groups, changes } = found;
  const { principles, phone, textNumber, postalAddress, languages } = inherit(line);
  const none = t('ground.place.not-said');
  return {
    title: place.name,
    body: (
      <>
        <PageHeading
          kicker={
            line.length > 1 &&
            line.slice(0, -1).map((each, at) => (
              <span key={each.id}>
                {at > 0 && ' › '}
                <a href={`/places/${each.id}`}>{each.name}</a>
              </span>
            ))
          }
          title={place.name}
        />
        <Section title={t('ground.principles.title')} id="principles">
          {principles.length === 0 ? (
            <Empty icon="leaf" title={t('ground.principles.none')} />
          ) : (
            <ul>
              {principles.map(({ text, from, own }) => (
                <li key={`${from.id} ${text}`}>
                  <span dir="auto">{text}</span>{' '}
                  {!own && <small className="quiet">{t('ground.principles.from', { name: from.name })}</small>}
                </li>
              ))}
            </ul>
          )}
        </Section>
        <Section title={t('ground.place.inside')} id="inside">
          {inside.length === 0 ? (
            <Empty icon="house" title={t('ground.place.inside-none')} />
          ) : (
            <List label={t('ground.place.inside')}>
              {inside.map((each) => (
                <ListItem
                  key={each.id}
                  title={each.name}
                  href={`/places/${each.id}`}
                  label={t(`ground.kind.${each.kind}`)}
                />
              ))}
            </List>
          )}
        </Section>
        <Section
          title={t('ground.groups.title')}
          id="groups"
          more={{ href: `/groups?in=${id}`, label: t('ground.groups.all') }}
        >
          {groups.length === 0 ? (
            <Empty
              icon="people"
              title={t('ground.groups.none')}
              action={<LinkButton href="/groups/new">{t('ground.groups.start')}</LinkButton>}
            />
          ) : (
            <List label={t('ground.groups.title')}>
              {groups.map((group) => (
                <ListItem
                  key={group.id}
                  title={group.name}
                  href={`/groups/${group.id}`}
                  label={t(`ground.room.${group.capacity}`)}
                />
              ))}
            </List>
          )}
        </Section>
        <Section title={t('ground.place.reach')} id="reach">
          <SummaryList
            items={[
              { term: t('ground.place.phone'), value: phone ?? none },
              { term: t('ground.place.text'), value: textNumber ?? none },
              { term: t('ground.place.post'), value: postalAddress ?? none },
              {
                term: t('ground.place.languages'),
                value: t.list(languages.map((lang) => t(`platform.language.${lang}`))),
              },
            ]}
          />
        </Section>
        <Actions>
          <LinkButton kind="quiet" href="/seats">
            {t('ground.powers.title')}
          </LinkButton>
          {mayKeepPlace.may(actor, place) && (
            <LinkButton kind="quiet" href={`/places/${id}/settings`}>
              {t('ground.settings.title')}
            </LinkButton>
          )}
        </Actions>
        <Section title={t('ground.changes.title')} id="changes">
          <Changes t={t} changes={changes} />
        </Section>
      </>
    ),
  };
}

export const rootPage = page({
  name: 'ground.place',
  path: '/place',
  rule: anyone,
  limit: 'read',
  view: (context) => placeView(context, context.place.id),
});

export const nestedPage = page({
  name: 'ground.nested-place',
  path: '/places/:id',
  rule: anyone,
  limit: 'read',
  view: (context, { params }) => placeView(context, params.id as string),
});

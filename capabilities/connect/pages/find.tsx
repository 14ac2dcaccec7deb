import { type Activity, activitiesOn } from '@upwell/act';
import { type Group, listGroups } from '@upwell/ground';
import { anyone } from '@upwell/platform/access';
import type { Tx } from '@upwell/platform/database';
import { page } from '@upwell/platform/http';
import {
  Actions,
  Button,
  Card,
  Empty,
  Form,
  LinkButton,
  List,
  ListItem,
  PageHeading,
  Quiet,
  Section,
  State,
  TextField,
} from '@upwell/platform/ui';
import { countsOf, dayOf } from '@upwell/thread';
import { z } from 'zod';
import { privateGifts, publicAssets } from '../assets.ts';
import { hits, wordsToFind } from '../model.ts';

const MOST = 12;
const roomState = { open: 'open', few: 'waiting', full: 'closed' } as const;

/** Groups with any of the words, those with most of them first; those with room where no words are given. */
async function groupsWith(tx: Tx, words: readonly string[]): Promise<Group[]> {
  if (words.length === 0)
    return (await listGroups(tx, { limit: 60 })).filter(({ capacity }) => capacity !== 'full').slice(0, MOST);
  const found = new Map<string, Group>();
  for (const word of words)
    for (const group of await listGroups(tx, { words: word, limit: 30 })) found.set(group.id, group);
  return best([...found.values()], words, (group) => `${group.name} ${group.does} ${group.meets ?? ''}`);
}

const best = <T,>(all: readonly T[], words: readonly string[], textOf: (each: T) => string): T[] =>
  words.length === 0
    ? all.slice(0, MOST)
    : [...all].sort((a, b) => hits(textOf(b), words) - hits(textOf(a), words)).slice(0, MOST);

/** Starts from a good week, never from what is wrong: people, groups and things to do nearby that fit the words. */
export const findPage = page({
  name: 'connect.find',
  path: '/find',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ words: z.string().max(200).optional() }),
  async view(context, { query }) {
    const { t, place, now, actor, services } = context;
    const typed = (query.words ?? '').trim();
    const words = wordsToFind(typed);
    const connector = actor.powers.has('connect');
    const found = await context.read(async (tx) => {
      const today = dayOf(now, place.timeZone);
      const [activities, groups, assets, gifts, counts] = await Promise.all([
        activitiesOn(tx, { placeId: place.id, today, words }),
        groupsWith(tx, words),
        publicAssets(tx, services.sealer, { placeId: place.id, words }),
        connector ? privateGifts(tx, services.sealer, { placeId: place.id, words }) : [],
        countsOf(tx, place.id, place.id),
      ]);
      return {
        activities: best(activities, words, (each) => `${each.title} ${each.happens} ${each.venue}`),
        groups,
        assets: best(assets, words, (each) => `${each.title} ${each.about ?? ''} ${each.venue ?? ''}`),
        gifts: gifts.slice(0, MOST),
        counts,
      };
    });
    const { activities, groups, assets, gifts, counts } = found;
    const nothing = activities.length + groups.length + assets.length + gifts.length === 0;
    const wish = `/gaps/new${typed ? `?${new URLSearchParams({ words: typed })}` : ''}`;
    const introduce = (to: string) => <a href={`/introductions/new?${to}`}>{t('connect.introduce.link')}</a>;
    return {
      title: t('connect.find.title'),
      under: '/find',
      body: (
        <>
          <PageHeading title={t('connect.find.title')}>
            <p>{t('connect.find.lead')}</p>
          </PageHeading>
          <Card kind="strong">
            <Form action="/find" method="get" label={t('connect.find.title')}>
              <TextField
                name="words"
                type="search"
                label={t('connect.find.words')}
                hint={t('connect.find.hint')}
                value={typed}
              />
              <Button icon="search">{t('connect.find.button')}</Button>
            </Form>
          </Card>
          {nothing && (
            <Empty
              icon="boat"
              title={t(typed ? 'connect.find.none' : 'connect.find.empty')}
              action={<LinkButton href={wish}>{t('connect.wish.title')}</LinkButton>}
            >
              {t('connect.find.none.next')}
            </Empty>
          )}
          {activities.length > 0 && (
            <Section title={t('connect.find.activities')} more={{ href: '/whats-on', label: t('connect.find.all') }}>
              <List kind="rows">
                {activities.map((activity: Activity & { date: string }) => (
                  <ListItem
                    key={activity.id}
                    title={activity.title}
                    href={`/activities/${activity.id}`}
                    step="done"
                    label={t.date(activity.date, 'long')}
                  >
                    <p>
                      {activity.venue} · {introduce(`activity=${activity.id}`)}
                    </p>
                  </ListItem>
                ))}
              </List>
            </Section>
          )}
          {groups.length > 0 && (
            <Section title={t('connect.find.groups')} more={{ href: '/groups', label: t('connect.find.all') }}>
              <List kind="rows">
                {groups.map((group) => (
                  <ListItem
                    key={group.id}
                    title={<span dir="auto">{group.name}</span>}
                    href={`/groups/${group.id}`}
                    label={group.meets}
                    aside={<State is={roomState[group.capacity]}>{t(`ground.room.${group.capacity}`)}</State>}
                  >
                    <p dir="auto">{group.does.length > 200 ? `${group.does.slice(0, 200)}…` : group.does}</p>
                    <p>{introduce(`group=${group.id}`)}</p>
                  </ListItem>
                ))}
              </List>
            </Section>
          )}
          {assets.length > 0 && (
            <Section title={t('connect.find.assets')}>
              <List kind="rows">
                {assets.map((asset) => (
                  <ListItem
                    key={asset.id}
                    title={asset.title}
                    href={`/map/${asset.id}`}
                    label={t(`connect.kind.${asset.kind}`)}
                  >
                    <p>
                      {[asset.venue, asset.hours].filter(Boolean).join(' · ')} {introduce(`asset=${asset.id}`)}
                    </p>
                  </ListItem>
                ))}
              </List>
            </Section>
          )}
          {gifts.length > 0 && (
            <Section title={t('connect.find.gifts')}>
              <Quiet>{t('connect.find.gifts.note')}</Quiet>
              <List kind="rows">
                {gifts.map((gift) => (
                  <ListItem
                    key={gift.id}
                    title={gift.title}
                    href={`/map/${gift.id}`}
                    label={t(`connect.kind.${gift.kind}`)}
                    aside={<State is="private">{t('connect.visibility.connectors')}</State>}
                  >
                    <p>{introduce(`asset=${gift.id}`)}</p>
                  </ListItem>
                ))}
              </List>
            </Section>
          )}
          {!nothing && (
            <Section title={t('connect.find.nothing')}>
              <Actions>
                <LinkButton kind="quiet" href={wish}>
                  {t('connect.wish.title')}
                </LinkButton>
                <LinkButton kind="quiet" href="/gaps">
                  {t('connect.gaps.title')}
                </LinkButton>
              </Actions>
            </Section>
          )}
          {(counts.get('introduction') ?? 0) > 0 && (
            <Quiet>{t('connect.find.made', { n: counts.get('introduction') ?? 0 })}</Quiet>
          )}
          {(connector || actor.powers.has('host')) && (
            <Actions>
              <LinkButton kind="quiet" href="/map/new">
                {t('connect.asset.add')}
              </LinkButton>
              {connector && (
                <LinkButton kind="quiet" href="/introductions">
                  {t('connect.list.title')}
                </LinkButton>
              )}
            </Actions>
          )}
        </>
      ),
    };
  },
});

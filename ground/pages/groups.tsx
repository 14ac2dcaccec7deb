import { anyone } from '@upwell/platform/access';
import { form, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Button,
  Empty,
  Form,
  LinkButton,
  List,
  ListItem,
  Notice,
  PageHeading,
  Pagination,
  Section,
  Select,
  State,
  SummaryList,
  Tag,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { z } from 'zod';
import { start } from '../actions/groups.ts';
import { findGroup, groupsBefore, listGroups } from '../groups.ts';
import { changesOf } from '../history.ts';
import { placesOf } from '../places.ts';
import { documentsOf, registerLines } from '../register.ts';
import { mayKeepGroup } from '../rules.ts';
import { successorOf } from '../succession.ts';
import { Changes } from './changes.tsx';
import { question } from './question.tsx';
import { Documents, Seats } from './seats.tsx';

const perPage = 50;
const roomState = { open: 'open', few: 'waiting', full: 'closed' } as const;

export const groupsPage = page({
  name: 'ground.groups',
  path: '/groups',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({
    words: z.string().max(100).optional(),
    in: z.union([z.literal(''), z.uuid()]).optional(),
    page: z.coerce.number().int().min(1).max(1_000).optional(),
  }),
  async view(context, { query }) {
    const { t } = context;
    const at = (query.page ?? 1) as number;
    const { groups, places } = await context.read(async (tx) => ({
      groups: await listGroups(tx, {
        words: query.words?.trim() || undefined,
        inPlaces: query.in ? [query.in] : undefined,
        limit: perPage + 1,
        offset: (at - 1) * perPage,
      }),
      places: await placesOf(tx),
    }));
    const nameOf = new Map(places.map((place) => [place.id, place.name]));
    const to = (number: number) =>
      `/groups?${new URLSearchParams({ ...(query.words && { words: query.words }), ...(query.in && { in: query.in }), page: String(number) })}`;
    return {
      title: t('ground.groups.title'),
      under: '/groups',
      body: (
        <>
          <PageHeading title={t('ground.groups.title')}>
            <p>{t('ground.groups.lead')}</p>
          </PageHeading>
          <Actions>
            <LinkButton href="/groups/new">{t('ground.groups.start')}</LinkButton>
          </Actions>
          <Form action="/groups" method="get" label={t('ground.groups.find')}>
            <TextField
              name="words"
              type="search"
              label={t('ground.groups.words')}
              value={query.words}
              width={20}
              optional
            />
            <Select
              name="in"
              label={t('ground.groups.where')}
              empty={t('ground.groups.everywhere')}
              value={query.in}
              choices={places
                .filter((place) => place.endedAt === null)
                .map((place) => ({ value: place.id, label: place.name }))}
              optional
            />
            <Button kind="quiet">{t('platform.button.search')}</Button>
          </Form>
          {groups.length === 0 ? (
            <Empty icon="people" title={t('ground.groups.none')} />
          ) : (
            <List kind="rows" label={t('ground.groups.title')}>
              {groups.slice(0, perPage).map((group) => (
                <ListItem
                  key={group.id}
                  level={2}
                  title={<span dir="auto">{group.name}</span>}
                  href={`/groups/${group.id}`}
                  label={nameOf.get(group.inPlace)}
                  aside={<State is={roomState[group.capacity]}>{t(`ground.room.${group.capacity}`)}</State>}
                >
                  <p dir="auto">{group.does.length > 200 ? `${group.does.slice(0, 200)}…` : group.does}</p>
                </ListItem>
              ))}
            </List>
          )}
          <Pagination
            previous={at > 1 ? to(at - 1) : undefined}
            next={groups.length > perPage ? to(at + 1) : undefined}
          />
        </>
      ),
    };
  },
});

export const groupPage = page({
  name: 'ground.group',
  path: '/groups/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, actor, place } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const group = await findGroup(tx, id);
      if (!group) return null;
      const standsInId = group.endedAt ? await successorOf(tx, id) : null;
      return {
        group,
        standsIn: standsInId ? await findGroup(tx, standsInId) : null,
        before: await groupsBefore(tx, id),
        places: await placesOf(tx),
        seats: await registerLines(tx, {
          placeId: place.id,
          homes: [id],
          names: mayKeepGroup.may(actor, group) ? 'all' : 'agreed',
        }),
        documents: await documentsOf(tx, id),
        changes: await changesOf(tx, 'group', [id], 50),
      };
    });
    if (!found) return refuse('not-found');
    const { group, standsIn, before, places, seats, documents, changes } = found;
    const keeps = mayKeepGroup.may(actor, group);
    const none = t('ground.place.not-said');
    const inPlace = places.find((each) => each.id === group.inPlace);
    return {
      title: group.name,
      under: '/groups',
      body: (
        <>
          <PageHeading
            kicker={<a href="/groups">{t('ground.groups.title')}</a>}
            title={<span dir="auto">{group.name}</span>}
          >
            <p dir="auto">{group.does}</p>
          </PageHeading>
          {group.endedAt && (
            <Notice kind="care" title={t('ground.group.ended', { date: t.date(group.endedAt) })}>
              {group.endedBecause && <p dir="auto">{group.endedBecause}</p>}
              {standsIn && (
                <p>
                  <a href={`/groups/${standsIn.id}`}>{t('ground.group.now', { name: standsIn.name })}</a>
                </p>
              )}
            </Notice>
          )}
          {!group.endedAt && (
            <p>
              <State is={roomState[group.capacity]}>{t(`ground.room.${group.capacity}`)}</State>{' '}
              <small className="quiet">{t('ground.room.since', { date: t.date(group.capacityAt) })}</small>
            </p>
          )}
          <SummaryList
            items={[
              { term: t('ground.group.kind'), value: t(`ground.group-kind.${group.kind}`) },
              {
                term: t('ground.group.in'),
                value: inPlace ? <a href={`/places/${inPlace.id}`}>{inPlace.name}</a> : none,
              },
              { term: t('ground.group.meets'), value: <span dir="auto">{group.meets ?? none}</span> },
              { term: t('ground.group.contact'), value: <span dir="auto">{group.contact ?? none}</span> },
              ...(before.length > 0
                ? [
                    {
                      term: t('ground.group.before'),
                      value: before.map((each) => (
                        <span key={each.id}>
                          <a href={`/groups/${each.id}`}>{each.name}</a>{' '}
                        </span>
                      )),
                    },
                  ]
                : []),
            ]}
          />
          {keeps && !group.endedAt && (
            <Actions>
              <LinkButton kind="quiet" href={`/groups/${id}/room`}>
                {t('ground.room.title')}
              </LinkButton>
              <LinkButton kind="quiet" href={`/groups/${id}/edit`}>
                {t('platform.button.change')}
              </LinkButton>
              <LinkButton kind="quiet" href={`/groups/${id}/roles/new`}>
                {t('ground.role.give')}
              </LinkButton>
              <LinkButton kind="quiet" href={`/groups/${id}/documents/new`}>
                {t('ground.document.add')}
              </LinkButton>
              <LinkButton kind="quiet" href={`/groups/${id}/succeed`}>
                {t('ground.succeed.title')}
              </LinkButton>
            </Actions>
          )}
          <Section title={t('ground.seats.title')} id="seats">
            <Seats t={t} lines={seats} caption={group.name} links={keeps} />
          </Section>
          {documents.length > 0 && (
            <Section title={t('ground.documents.title')} id="documents">
              <Documents t={t} documents={documents} />
            </Section>
          )}
          <Section title={t('ground.changes.title')} id="changes">
            <Changes t={t} changes={changes} />
          </Section>
          {group.endedAt && <Tag icon="book">{t('ground.group.kept')}</Tag>}
        </>
      ),
    };
  },
});

export const startForm = form({
  name: 'ground.start-group',
  path: '/groups/new',
  limit: 'write',
  action: start,
  async view(context, { state }) {
    const { t } = context;
    return question({
      context,
      state,
      title: t('ground.groups.start'),
      back: { href: '/groups', label: t('ground.groups.title') },
      lead: t('ground.groups.start-lead'),
      submit: t('ground.groups.start'),
      under: '/groups',
      children: (
        <>
          <TextField name="name" label={t('ground.group.name')} />
          <TextArea name="does" label={t('ground.group.does')} hint={t('ground.group.does-hint')} rows={4} />
        </>
      ),
    });
  },
  done: (output: { id: string }) => ({ to: `/groups/${output.id}`, notice: 'ground.notice.group-started' }),
});

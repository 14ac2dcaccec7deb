import { anyone } from '@upwell/platform/access';
import { form, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Button,
  Checkbox,
  Checkboxes,
  Details,
  Empty,
  Form,
  LinkButton,
  List,
  ListItem,
  PageHeading,
  Radios,
  Section,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { addCommunity, joinCommunity, leaveCommunity } from '../actions/people.ts';
import { findCommunity, listCommunities, membershipOf, sharedWith, shownMembers } from '../communities.ts';
import { communityKinds } from '../model.ts';
import { placesOf } from '../places.ts';
import { mayOrganise } from '../rules.ts';
import { question } from './question.tsx';

export const communitiesPage = page({
  name: 'ground.communities',
  path: '/communities',
  rule: anyone,
  limit: 'read',
  async view(context) {
    const { t, actor } = context;
    const communities = await context.read(listCommunities);
    return {
      title: t('ground.communities.title'),
      body: (
        <>
          <PageHeading title={t('ground.communities.title')}>
            <p>{t('ground.communities.lead')}</p>
          </PageHeading>
          {mayOrganise.may(actor, null) && (
            <Actions>
              <LinkButton kind="quiet" href="/communities/new">
                {t('ground.communities.start')}
              </LinkButton>
            </Actions>
          )}
          {communities.length === 0 ? (
            <Empty icon="people" title={t('ground.communities.none')} />
          ) : (
            <List kind="rows" label={t('ground.communities.title')}>
              {communities.map((community) => (
                <ListItem
                  key={community.id}
                  level={2}
                  title={<span dir="auto">{community.name}</span>}
                  href={`/communities/${community.id}`}
                  label={t(`ground.community-kind.${community.kind}`)}
                >
                  <p dir="auto">{community.about}</p>
                </ListItem>
              ))}
            </List>
          )}
        </>
      ),
    };
  },
});

export const communityPage = page({
  name: 'ground.community',
  path: '/communities/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, actor, place } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const community = await findCommunity(tx, id);
      return (
        community && {
          community,
          places: await placesOf(tx),
          members: await shownMembers(tx, id),
          mine: actor.personId ? await membershipOf(tx, id, actor.personId) : null,
          shared: await sharedWith(tx, community, place.id),
        }
      );
    });
    if (!found) return refuse('not-found');
    const { community, places, members, mine, shared } = found;
    const within = places.filter((each) => community.inPlaces.includes(each.id));
    return {
      title: community.name,
      ...(actor.personId && { private: true }),
      body: (
        <>
          <PageHeading
            kicker={<a href="/communities">{t('ground.communities.title')}</a>}
            title={<span dir="auto">{community.name}</span>}
          >
            <p dir="auto">{community.about}</p>
          </PageHeading>
          <p>{t(`ground.community-kind.${community.kind}`)}</p>
          <p>
            {within.length > 0
              ? t('ground.community.in', { places: t.list(within.map((each) => each.name)) })
              : t('ground.community.everywhere')}
          </p>
          {shared.length > 0 && <p>{t('ground.community.shared', { places: t.list(shared) })}</p>}
          <Section title={t('ground.community.members')}>
            {members.length === 0 ? (
              <Empty icon="people" title={t('ground.community.nobody-shown')} />
            ) : (
              <ul>
                {members.map((member, at) => (
                  <li key={at} dir="auto">
                    {member}
                  </li>
                ))}
              </ul>
            )}
            <p className="quiet">{t('ground.community.hidden')}</p>
          </Section>
          {actor.personId && (
            <Form action={`/communities/${id}/join`} hidden={context.hidden()} label={t('ground.community.join')}>
              <Checkbox name="shown" label={t('ground.community.show-me')} checked={mine?.shown ?? false} />
              <Button>{mine ? t('platform.button.save') : t('ground.community.join')}</Button>
            </Form>
          )}
          {mine && (
            <Form action={`/communities/${id}/leave`} hidden={context.hidden()} label={t('ground.community.leave')}>
              <Button kind="quiet">{t('ground.community.leave')}</Button>
            </Form>
          )}
        </>
      ),
    };
  },
});

const back = (t: (key: string) => string) => ({ href: '/communities', label: t('ground.communities.title') });

export const joinForm = form({
  name: 'ground.join-community',
  path: '/communities/:id/join',
  limit: 'write',
  action: joinCommunity,
  async view(context, { params, state }) {
    const { t } = context;
    const community = await context.read((tx) => findCommunity(tx, params.id as string));
    if (!community) return refuse('not-found');
    return question({
      context,
      state,
      title: community.name,
      back: back(t),
      submit: t('ground.community.join'),
      children: <Checkbox name="shown" label={t('ground.community.show-me')} />,
    });
  },
  done: (output: { id: string }) => ({ to: `/communities/${output.id}`, notice: 'ground.notice.saved' }),
});

export const leaveForm = form({
  name: 'ground.leave-community',
  path: '/communities/:id/leave',
  limit: 'write',
  action: leaveCommunity,
  async view(context, { params, state }) {
    const { t } = context;
    const community = await context.read((tx) => findCommunity(tx, params.id as string));
    if (!community) return refuse('not-found');
    return question({ context, state, title: community.name, back: back(t), submit: t('ground.community.leave') });
  },
  done: (output: { id: string }) => ({ to: `/communities/${output.id}`, notice: 'ground.notice.left' }),
});

export const startCommunityForm = form({
  name: 'ground.start-community',
  path: '/communities/new',
  limit: 'write',
  action: addCommunity,
  async view(context, { state }) {
    const { t } = context;
    const places = (await context.read(placesOf)).filter((place) => place.parentId !== null && place.endedAt === null);
    return question({
      context,
      state,
      title: t('ground.communities.start'),
      back: back(t),
      submit: t('ground.communities.start'),
      children: (
        <>
          <Radios
            name="kind"
            label={t('ground.community.kind')}
            choices={communityKinds.map((kind) => ({ value: kind, label: t(`ground.community-kind.${kind}`) }))}
          />
          <TextField name="name" label={t('ground.community.name')} />
          <TextArea name="about" label={t('ground.community.about')} />
          {places.length > 0 && (
            <Checkboxes
              name="inPlaces"
              label={t('ground.community.where')}
              hint={t('ground.community.where-hint')}
              choices={places.map((place) => ({ value: place.id, label: place.name }))}
            />
          )}
          <Details summary={t('ground.community.across')}>
            <TextField
              name="sharedKey"
              label={t('ground.community.key')}
              hint={t('ground.community.key-hint')}
              optional
            />
          </Details>
        </>
      ),
    });
  },
  done: (output: { id: string }) => ({ to: `/communities/${output.id}`, notice: 'ground.notice.saved' }),
});

import { anyone, powers } from '@upwell/platform/access';
import { type FormState, form, type PageContext, page, type View } from '@upwell/platform/http';
import { type Failure, refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Button,
  Checkbox,
  Checkboxes,
  DateField,
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
import { z } from 'zod';
import {
  addDocumentInGroup,
  addDocumentInPlace,
  end,
  giveInGroup,
  giveInPlace,
  handOver,
  showName,
} from '../actions/roles.ts';
import { findGroup } from '../groups.ts';
import { keptBy } from '../hand-over.ts';
import { changesOf } from '../history.ts';
import { documentKinds, type Role, roleKinds } from '../model.ts';
import { findPeople } from '../people.ts';
import { findPlace } from '../places.ts';
import { named } from '../register.ts';
import { findRole } from '../roles.ts';
import { holdsIn, isHolder, mayEndRole, mayKeepPlace } from '../rules.ts';
import { Changes } from './changes.tsx';
import { keptGroup } from './group-forms.tsx';
import { question } from './question.tsx';
import { Seats } from './seats.tsx';

const whoQuery = z.strictObject({ who: z.string().max(80).optional() });

/** People to choose from: found by nickname first, on the same page. */
async function choosePerson(context: PageContext, who: string | undefined) {
  const { t, actor } = context;
  const wholePlace = actor.powers.has('organise');
  const people = who ? await context.read((tx) => findPeople(tx, who, { exactly: !wholePlace })) : [];
  return {
    search: (
      <Form action={context.path} method="get" label={t('ground.person.find')}>
        <TextField
          name="who"
          type="search"
          label={t('ground.person.who')}
          hint={t(wholePlace ? 'ground.person.who-hint' : 'ground.person.who-exactly')}
          value={who}
          width={20}
        />
        <Button kind="quiet">{t('platform.button.search')}</Button>
      </Form>
    ),
    field: (nobody?: string) => (
      <Radios
        name="personId"
        label={t('ground.person.choose')}
        choices={[
          ...people.map((person) => ({ value: person.id, label: <span dir="auto">{person.nickname}</span> })),
          ...(nobody === undefined
            ? []
            : [{ value: '', label: nobody, ...(people.length > 0 && { divider: t('ground.or') }) }]),
        ]}
      />
    ),
    none: who !== undefined && who !== '' && people.length === 0,
    found: people.length,
  };
}

interface Home {
  id: string;
  back: { href: string; label: string };
}

async function giveView(context: PageContext, state: FormState, who: string | undefined, home: Home): Promise<View> {
  const { t, actor } = context;
  const person = await choosePerson(context, who);
  const title = t('ground.role.give');
  const own = powers.filter((power) => holdsIn(actor, home.id, power));
  return {
    title,
    private: true,
    body: (
      <>
        <PageHeading kicker={<a href={home.back.href}>{home.back.label}</a>} title={title} />
        {person.search}
        {person.none && <Empty icon="people" title={t('ground.person.nobody')} />}
        <Form
          action={who ? `${context.path}?${new URLSearchParams({ who })}` : context.path}
          hidden={context.hidden()}
          {...state}
        >
          {person.field(t('ground.role.empty-seat'))}
          <TextField name="name" label={t('ground.role.name')} hint={t('ground.role.name-hint')} />
          <Checkboxes
            name="powers"
            label={t('ground.role.powers')}
            hint={t('ground.role.powers-hint')}
            choices={own.map((power) => ({
              value: power,
              label: t(`ground.power.${power}`),
              hint: t(`ground.power.${power}.means`),
            }))}
          />
          <Checkbox name="hasVote" label={t('ground.role.vote')} />
          <Radios
            name="kind"
            label={t('ground.role.kind')}
            choices={roleKinds.map((kind) => ({ value: kind, label: t(`ground.role-kind.${kind}`) }))}
          />
          <DateField name="termEnd" label={t('ground.role.until')} hint={t('ground.role.until-hint')} optional />
          <Details summary={t('ground.role.more')}>
            <TextField
              name="seatFor"
              label={t('ground.role.seat-for')}
              hint={t('ground.role.seat-for-hint')}
              optional
            />
            <TextArea name="conditions" label={t('ground.role.conditions')} optional />
          </Details>
          <Button>{title}</Button>
        </Form>
      </>
    ),
  };
}

export const giveGroupForm = form({
  name: 'ground.give-role-in-group',
  path: '/groups/:id/roles/new',
  limit: 'write',
  action: giveInGroup,
  query: whoQuery,
  async view(context, { params, query, state }) {
    const group = await keptGroup(context, params.id);
    if ('ok' in group) return group;
    return giveView(context, state, query.who, {
      id: group.id,
      back: { href: `/groups/${group.id}`, label: group.name },
    });
  },
  done: (output: { id: string }) => ({ to: `/roles/${output.id}`, notice: 'ground.notice.role-given' }),
});

export const givePlaceForm = form({
  name: 'ground.give-role-in-place',
  path: '/places/:id/roles/new',
  limit: 'write',
  action: giveInPlace,
  query: whoQuery,
  async view(context, { params, query, state }) {
    const place = await context.read((tx) => findPlace(tx, params.id as string));
    if (!place) return refuse('not-found');
    if (!mayKeepPlace.may(context.actor, place)) return refuse('not-allowed');
    return giveView(context, state, query.who, {
      id: place.id,
      back: { href: `/places/${place.id}`, label: place.name },
    });
  },
  done: (output: { id: string }) => ({ to: `/roles/${output.id}`, notice: 'ground.notice.role-given' }),
});

async function homeNameOf(context: PageContext, role: Role): Promise<{ href: string; label: string }> {
  const { t } = context;
  return context.read(async (tx) => {
    if (role.groupId)
      return { href: `/groups/${role.groupId}`, label: (await findGroup(tx, role.groupId))?.name ?? '' };
    if (role.inPlace)
      return { href: `/places/${role.inPlace}`, label: (await findPlace(tx, role.inPlace))?.name ?? '' };
    return { href: `/programmes/${role.programmeId}`, label: t('ground.role.programme') };
  });
}

/** One role or seat, its holder where they agreed, what it keeps, what happened to it. */
export const rolePage = page({
  name: 'ground.role',
  path: '/roles/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, actor, place } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const role = await findRole(tx, id);
      if (!role) return null;
      const trusted = mayEndRole.may(actor, role);
      return {
        role,
        trusted,
        lines: await named(tx, place.id, [role], trusted ? 'all' : 'agreed'),
        agreed: (await named(tx, place.id, [role], 'agreed'))[0]?.name != null,
        kept: trusted ? await keptBy(tx, role) : [],
        changes: await changesOf(tx, 'role', [id], 50),
      };
    });
    if (!found) return refuse('not-found');
    const { role, trusted, lines, agreed, kept, changes } = found;
    return {
      title: role.name,
      ...(trusted && { private: true }),
      body: (
        <>
          <PageHeading
            kicker={<Home home={await homeNameOf(context, role)} />}
            title={<span dir="auto">{role.name}</span>}
          >
            {role.endedAt && <p>{t('ground.role.ended', { date: t.date(role.endedAt) })}</p>}
          </PageHeading>
          <Seats t={t} lines={lines} caption={t('ground.seats.title')} />
          {role.conditions && <p dir="auto">{t('ground.role.conditions-are', { words: role.conditions })}</p>}
          {role.handedTo && (
            <p>
              <a href={`/roles/${role.handedTo}`}>{t('ground.role.handed-to')}</a>
            </p>
          )}
          {isHolder.may(actor, role) && !role.endedAt && (
            <Form
              action={`/roles/${id}/name`}
              hidden={context.hidden()}
              label={t('ground.role.show-name', { role: role.name })}
            >
              <Checkbox name="shown" label={t('ground.role.show-name', { role: role.name })} checked={agreed} />
              <Button kind="quiet">{t('platform.button.save')}</Button>
            </Form>
          )}
          {trusted && !role.endedAt && (
            <>
              <KeptList t={t} kept={kept} />
              <Actions>
                <LinkButton kind="quiet" href={`/roles/${id}/hand-over`}>
                  {t('ground.hand-over.title')}
                </LinkButton>
                <LinkButton kind="quiet" href={`/roles/${id}/end`}>
                  {t('ground.role.end')}
                </LinkButton>
              </Actions>
            </>
          )}
          <Section title={t('ground.changes.title')} id="changes">
            <Changes t={t} changes={changes} />
          </Section>
        </>
      ),
    };
  },
});

const Home = ({ home }: { home: { href: string; label: string } }) => <a href={home.href}>{home.label}</a>;

/** The one list of what a role keeps, as the hand-over prints it. */
function KeptList({ t, kept }: { t: PageContext['t']; kept: Awaited<ReturnType<typeof keptBy>> }) {
  if (kept.length === 0) return <Empty icon="hands" title={t('ground.hand-over.nothing')} />;
  return (
    <>
      {kept.map((part) => (
        <Section key={part.label} title={t(part.label, { count: part.count })} level={2}>
          <List label={t(part.label, { count: part.count })}>
            {part.items.map((item, at) => (
              <ListItem key={at} title={<span dir="auto">{item.title}</span>} href={item.path} />
            ))}
          </List>
        </Section>
      ))}
    </>
  );
}

async function endable(context: PageContext, id: string | undefined): Promise<Role | Failure> {
  const role = await context.read((tx) => findRole(tx, id as string));
  if (!role) return refuse('not-found');
  if (!mayEndRole.may(context.actor, role)) return refuse('not-allowed');
  return role.endedAt ? refuse('closed', { problem: { key: 'ground.role.ended-already' } }) : role;
}

export const endForm = form({
  name: 'ground.end-role',
  path: '/roles/:id/end',
  limit: 'write',
  action: end,
  async view(context, { params, state }) {
    const { t } = context;
    const role = await endable(context, params.id);
    if ('ok' in role) return role;
    const kept = await context.read((tx) => keptBy(tx, role));
    const back = { href: `/roles/${role.id}`, label: role.name };
    if (kept.length > 0)
      return {
        title: t('ground.role.end'),
        private: true,
        body: (
          <>
            <PageHeading kicker={<a href={back.href}>{back.label}</a>} title={t('ground.role.end')}>
              <p>{t('ground.role.keeps', { count: kept.reduce((sum, part) => sum + part.count, 0) })}</p>
            </PageHeading>
            <KeptList t={t} kept={kept} />
            <LinkButton href={`/roles/${role.id}/hand-over`}>{t('ground.hand-over.title')}</LinkButton>
          </>
        ),
      };
    return question({
      context,
      state,
      title: t('ground.role.end'),
      back,
      lead: t('ground.role.end-lead'),
      danger: true,
      submit: t('ground.role.end'),
    });
  },
  done: (output: { id: string }) => ({ to: `/roles/${output.id}`, notice: 'ground.notice.role-ended' }),
});

export const handOverForm = form({
  name: 'ground.hand-over-role',
  path: '/roles/:id/hand-over',
  limit: 'write',
  action: handOver,
  query: whoQuery,
  async view(context, { params, query, state }) {
    const { t } = context;
    const role = await endable(context, params.id);
    if ('ok' in role) return role;
    const kept = await context.read((tx) => keptBy(tx, role));
    const person = await choosePerson(context, query.who);
    return {
      title: t('ground.hand-over.title'),
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/roles/${role.id}`}>{role.name}</a>} title={t('ground.hand-over.title')}>
            <p>{t('ground.hand-over.lead')}</p>
          </PageHeading>
          <KeptList t={t} kept={kept} />
          {person.search}
          {person.none && <Empty icon="people" title={t('ground.person.nobody')} />}
          {(person.found > 0 || Object.keys(state.problems).length > 0) && (
            <Form
              action={query.who ? `${context.path}?${new URLSearchParams({ who: query.who })}` : context.path}
              hidden={context.hidden()}
              {...state}
            >
              {person.field()}
              <Radios
                name="kind"
                label={t('ground.role.kind')}
                value={role.kind}
                choices={roleKinds.map((kind) => ({ value: kind, label: t(`ground.role-kind.${kind}`) }))}
              />
              <DateField
                name="termEnd"
                label={t('ground.role.until')}
                hint={t('ground.role.until-hint')}
                value={role.termEnd ?? undefined}
                optional
              />
              <Button>{t('ground.hand-over.do')}</Button>
            </Form>
          )}
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/roles/${output.id}`, notice: 'ground.notice.handed-over' }),
});

export const showNameForm = form({
  name: 'ground.show-name',
  path: '/roles/:id/name',
  limit: 'write',
  action: showName,
  async view(context, { params, state }) {
    const { t } = context;
    const role = await context.read((tx) => findRole(tx, params.id as string));
    if (!role) return refuse('not-found');
    if (!isHolder.may(context.actor, role)) return refuse('not-allowed');
    return question({
      context,
      state,
      title: t('ground.role.name-title'),
      back: { href: `/roles/${role.id}`, label: role.name },
      submit: t('platform.button.save'),
      children: <Checkbox name="shown" label={t('ground.role.show-name', { role: role.name })} />,
    });
  },
  done: (_, { params }) => ({ to: `/roles/${params.id}`, notice: 'ground.notice.saved' }),
});

function documentView(context: PageContext, state: FormState, back: { href: string; label: string }): View {
  const { t } = context;
  return question({
    context,
    state,
    title: t('ground.document.add'),
    back,
    lead: t('ground.document.lead'),
    submit: t('platform.button.add'),
    children: (
      <>
        <Radios
          name="kind"
          label={t('ground.document.kind')}
          choices={documentKinds.map((kind) => ({ value: kind, label: t(`ground.document-kind.${kind}`) }))}
        />
        <TextField name="title" label={t('ground.document.title')} />
        <TextArea name="says" label={t('ground.document.says')} rows={6} />
        <TextField name="betweenWhom" label={t('ground.document.whom')} optional />
        <TextField name="link" type="url" label={t('ground.document.link')} optional />
        <DateField name="fromDay" label={t('ground.document.from')} optional />
        <DateField name="untilDay" label={t('ground.document.until')} optional />
        <TextField
          name="continuedBy"
          label={t('ground.document.after')}
          hint={t('ground.document.after-hint')}
          optional
        />
      </>
    ),
  });
}

export const groupDocumentForm = form({
  name: 'ground.add-document-in-group',
  path: '/groups/:id/documents/new',
  limit: 'write',
  action: addDocumentInGroup,
  async view(context, { params, state }) {
    const group = await keptGroup(context, params.id);
    return 'ok' in group ? group : documentView(context, state, { href: `/groups/${group.id}`, label: group.name });
  },
  done: (_, { params }) => ({ to: `/groups/${params.id}#documents`, notice: 'ground.notice.saved' }),
});

export const placeDocumentForm = form({
  name: 'ground.add-document-in-place',
  path: '/places/:id/documents/new',
  limit: 'write',
  action: addDocumentInPlace,
  async view(context, { params, state }) {
    const place = await context.read((tx) => findPlace(tx, params.id as string));
    if (!place) return refuse('not-found');
    if (!mayKeepPlace.may(context.actor, place)) return refuse('not-allowed');
    return documentView(context, state, { href: '/seats', label: context.t('ground.powers.title') });
  },
  done: () => ({ to: '/seats#documents', notice: 'ground.notice.saved' }),
});

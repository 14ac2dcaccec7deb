import { form, type PageContext } from '@upwell/platform/http';
import { type Failure, refuse } from '@upwell/platform/outcome';
import { Button, Checkbox, DateField, Empty, Form, LinkButton, PageHeading, Radios } from '@upwell/platform/ui';
import { end, handOver, showName } from '../actions/roles.ts';
import { keptBy } from '../hand-over.ts';
import { type Role, roleKinds } from '../model.ts';
import { findRole } from '../roles.ts';
import { isHolder, mayEndRole } from '../rules.ts';
import { choosePerson, whoQuery } from './choose-person.tsx';
import { KeptList } from './kept-list.tsx';
import { question } from './question.tsx';

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

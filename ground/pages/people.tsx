import { form, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Empty, Form, List, ListItem, PageHeading, Tag, TextField } from '@upwell/platform/ui';
import { z } from 'zod';
import { letIn, shutOut } from '../actions/people.ts';
import { findPeople, findPerson } from '../people.ts';
import { mayOrganise } from '../rules.ts';
import { question } from './question.tsx';

/** For organisers: somebody found by their nickname. Nobody is listed without being looked for. */
export const peoplePage = page({
  name: 'ground.people',
  path: '/people',
  rule: mayOrganise,
  limit: 'read',
  query: z.strictObject({ who: z.string().max(80).optional() }),
  async view(context, { query }) {
    const { t } = context;
    const who = (query.who ?? '') as string;
    const people = await context.read((tx) => findPeople(tx, who, { exactly: false, most: 50 }));
    return {
      title: t('ground.people.title'),
      private: true,
      body: (
        <>
          <PageHeading title={t('ground.people.title')} />
          <Form action="/people" method="get" label={t('ground.person.find')}>
            <TextField
              name="who"
              type="search"
              label={t('ground.person.who')}
              hint={t('ground.person.who-hint')}
              value={who}
              width={20}
            />
            <Button kind="quiet">{t('platform.button.search')}</Button>
          </Form>
          {who.trim() !== '' && people.length === 0 && <Empty icon="people" title={t('ground.person.nobody')} />}
          <List kind="rows" label={t('ground.people.title')}>
            {people.map((person) => (
              <ListItem
                key={person.id}
                level={2}
                title={<span dir="auto">{person.nickname}</span>}
                href={`/people/${person.id}/${person.removed ? 'let-in' : 'shut-out'}`}
                aside={person.removed && <Tag icon="lock">{t('ground.people.shut-out')}</Tag>}
              />
            ))}
          </List>
        </>
      ),
    };
  },
});

export const shutOutForm = form({
  name: 'ground.shut-out',
  path: '/people/:id/shut-out',
  limit: 'write',
  action: shutOut,
  async view(context, { params, state }) {
    const { t } = context;
    const person = await context.read((tx) => findPerson(tx, params.id as string));
    if (!person || person.nickname === null) return refuse('not-found');
    return question({
      context,
      state,
      title: t('ground.people.shut-out-title', { name: person.nickname }),
      back: { href: '/people', label: t('ground.people.title') },
      lead: t('ground.people.shut-out-lead'),
      danger: true,
      submit: t('ground.people.shut-out-do'),
    });
  },
  done: () => ({ to: '/people', notice: 'ground.notice.shut-out' }),
});

export const letInForm = form({
  name: 'ground.let-in',
  path: '/people/:id/let-in',
  limit: 'write',
  action: letIn,
  async view(context, { params, state }) {
    const { t } = context;
    const person = await context.read((tx) => findPerson(tx, params.id as string));
    if (!person || person.nickname === null) return refuse('not-found');
    return question({
      context,
      state,
      title: t('ground.people.let-in-title', { name: person.nickname }),
      back: { href: '/people', label: t('ground.people.title') },
      submit: t('ground.people.let-in-do'),
    });
  },
  done: () => ({ to: '/people', notice: 'ground.notice.let-in' }),
});

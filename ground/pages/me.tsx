import { form, page } from '@upwell/platform/http';
import { LANGS, ownNameOf } from '@upwell/platform/i18n';
import { refuse } from '@upwell/platform/outcome';
import {
  Empty,
  List,
  ListItem,
  PageHeading,
  Radios,
  Section,
  Select,
  SummaryList,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { editMe, sayNeeds } from '../actions/people.ts';
import { channels } from '../model.ts';
import { findPerson } from '../people.ts';
import { placesOf } from '../places.ts';
import { rolesOfPerson } from '../register.ts';
import { isSignedIn } from '../rules.ts';
import { needsOf } from '../sealed.ts';
import { question } from './question.tsx';

const back = (t: (key: string) => string) => ({ href: '/me', label: t('ground.me.title') });

/** One home per person, whatever roles they hold. */
export const mePage = page({
  name: 'ground.me',
  path: '/me',
  rule: isSignedIn,
  limit: 'read',
  async view(context) {
    const { t, actor, place, services } = context;
    const personId = actor.personId as string;
    const found = await context.read(async (tx) => {
      const person = await findPerson(tx, personId);
      return (
        person && {
          person,
          places: await placesOf(tx),
          roles: await rolesOfPerson(tx, personId),
          needs: await needsOf(tx, services.sealer, { placeId: place.id, personId }),
        }
      );
    });
    if (!found) return refuse('not-found');
    const { person, places, roles, needs } = found;
    const none = t('ground.place.not-said');
    const change = (href: string, about: string) => ({ href, label: t('platform.button.change'), about });
    const row = (term: string, value: string) => ({
      term,
      value: <span dir="auto">{value}</span>,
      action: change('/me/edit', term),
    });
    return {
      title: t('ground.me.title'),
      under: '/me',
      private: true,
      body: (
        <>
          <PageHeading title={<span dir="auto">{person.nickname}</span>}>
            <p>{t('ground.me.lead')}</p>
          </PageHeading>
          <SummaryList
            items={[
              row(t('ground.me.nickname'), person.nickname ?? none),
              row(t('ground.me.languages'), person.languages.length > 0 ? t.list(person.languages) : none),
              row(t('ground.me.pages-in'), person.lang ? ownNameOf(person.lang) : t('ground.me.as-browser')),
              row(t('ground.me.channel'), t(`ground.channel.${person.channel}`)),
              row(t('ground.me.lives'), places.find((each) => each.id === person.inPlace)?.name ?? none),
              {
                term: t('ground.me.needs'),
                value: <span dir="auto">{needs ?? none}</span>,
                action: change('/me/needs', t('ground.me.needs')),
              },
            ]}
          />
          <Section title={t('ground.me.roles')} id="roles">
            {roles.length === 0 ? (
              <Empty icon="hands" title={t('ground.me.no-roles')} />
            ) : (
              <List kind="rows" label={t('ground.me.roles')}>
                {roles.map((role) => (
                  <ListItem key={role.id} title={<span dir="auto">{role.name}</span>} href={`/roles/${role.id}`}>
                    {role.termEnd && (
                      <p>{t('ground.seats.from-to', { from: t.date(role.termStart), to: t.date(role.termEnd) })}</p>
                    )}
                  </ListItem>
                ))}
              </List>
            )}
          </Section>
          <Section title={t('ground.me.sign-in')} id="sign-in">
            <ul>
              <li>
                <a href="/me/ways-in">{t('ground.me.ways-in')}</a>
              </li>
              <li>
                <a href="/sign-out">{t('platform.button.sign-out')}</a>
              </li>
            </ul>
          </Section>
        </>
      ),
    };
  },
});

export const editMeForm = form({
  name: 'ground.edit-me',
  path: '/me/edit',
  limit: 'write',
  action: editMe,
  async view(context, { state }) {
    const { t, actor, place } = context;
    const found = await context.read(async (tx) => ({
      person: await findPerson(tx, actor.personId as string),
      places: (await placesOf(tx)).filter((each) => each.parentId !== null && each.endedAt === null),
    }));
    const { person, places } = found;
    if (!person) return refuse('not-found');
    return question({
      context,
      state,
      title: t('ground.me.edit'),
      back: back(t),
      submit: t('platform.button.save'),
      under: '/me',
      children: (
        <>
          <TextField
            name="nickname"
            label={t('ground.me.nickname')}
            hint={t('ground.me.nickname-hint')}
            value={person.nickname ?? ''}
            autoComplete="nickname"
          />
          <TextField
            name="languages"
            label={t('ground.me.languages')}
            hint={t('ground.me.languages-hint')}
            value={person.languages.join(', ')}
            optional
          />
          <Radios
            name="lang"
            label={t('ground.me.pages-in')}
            value={person.lang ?? ''}
            choices={[
              { value: '', label: t('ground.me.as-browser') },
              ...LANGS.filter((lang) => place.languages.includes(lang)).map((lang) => ({
                value: lang,
                label: ownNameOf(lang),
              })),
            ]}
          />
          <Radios
            name="channel"
            label={t('ground.me.channel')}
            value={person.channel}
            choices={channels.map((channel) => ({ value: channel, label: t(`ground.channel.${channel}`) }))}
          />
          {places.length > 0 && (
            <Select
              name="inPlace"
              label={t('ground.me.lives')}
              empty={t('platform.answer.rather-not')}
              value={person.inPlace ?? ''}
              choices={places.map((each) => ({ value: each.id, label: each.name }))}
              optional
            />
          )}
        </>
      ),
    });
  },
  done: () => ({ to: '/me', notice: 'ground.notice.saved' }),
});

export const needsForm = form({
  name: 'ground.say-needs',
  path: '/me/needs',
  limit: 'write',
  action: sayNeeds,
  async view(context, { state }) {
    const { t, actor, place, services } = context;
    const personId = actor.personId as string;
    const needs = await context.read((tx) => needsOf(tx, services.sealer, { placeId: place.id, personId }));
    return question({
      context,
      state,
      title: t('ground.me.needs'),
      back: back(t),
      lead: t('ground.me.needs-lead'),
      submit: t('platform.button.save'),
      under: '/me',
      children: (
        <TextArea
          name="needs"
          label={t('ground.me.needs-question')}
          hint={t('ground.me.needs-hint')}
          value={needs ?? ''}
          rows={5}
          optional
        />
      ),
    });
  },
  done: () => ({ to: '/me', notice: 'ground.notice.saved' }),
});

import { anyone, everyone, signedInRoles } from '@upwell/platform/access';
import type { Accounts } from '@upwell/platform/accounts';
import { type ActionContext, defineAction, hiddenId, optionalText, shortText } from '@upwell/platform/action';
import { form, page, type Surface } from '@upwell/platform/http';
import { loadWords } from '@upwell/platform/i18n';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import {
  Actions,
  Empty,
  LinkButton,
  List,
  ListItem,
  Notice,
  PageHeading,
  Radios,
  TextField,
} from '@upwell/platform/ui';
import { z } from 'zod';
import { question } from '../pages/question.tsx';
import { insertPerson, personas } from '../people.ts';
import { codeRoutes } from './by-code.tsx';
import { passkeyRoutes } from './by-passkey.tsx';
import { providerRoutes } from './by-provider.tsx';
import { claimPlaceForm } from './claim-place.tsx';
import { nextIn, onward, visitIn, withNext } from './come-in.ts';
import { waysInRoutes } from './ways-in.tsx';

export const signInWords = { prefix: 'sign-in', messages: loadWords(new URL('./words', import.meta.url)) };

const nextQuery = z.strictObject({ next: z.string().max(2_000).optional() });

/**
 * Signing in and out, over whatever ways the accounts know. Taking part needs none of it.
 * Give the accounts a database of their own connections: their steps keep what they count even where the page's own
 * transaction is rolled back, so they never run inside it.
 */
export function signInSurface(accounts: Accounts): Surface {
  const choosePage = page({
    name: 'sign-in.choose',
    path: '/sign-in',
    rule: anyone,
    limit: 'read',
    query: nextQuery,
    async view(context, { query }) {
      const { t, place, services } = context;
      const next = nextIn(query.next);
      return {
        title: t('sign-in.title'),
        private: true,
        body: (
          <>
            <PageHeading title={t('sign-in.title')}>
              <p>{t('sign-in.lead')}</p>
            </PageHeading>
            <List kind="rows" label={t('sign-in.title')}>
              <ListItem level={2} title={t('sign-in.email.title')} href={withNext('/sign-in/email', next)} />
              <ListItem level={2} title={t('sign-in.phone.title')} href={withNext('/sign-in/phone', next)} />
              <ListItem level={2} title={t('sign-in.passkey.title')} href={withNext('/sign-in/passkey', next)} />
              {accounts.providersOf(place).map((provider) => (
                <ListItem
                  key={provider.id}
                  level={2}
                  title={t('sign-in.provider.title', { name: provider.name })}
                  href={`/sign-in/oidc?${new URLSearchParams({ provider: provider.id, next })}`}
                />
              ))}
            </List>
            {place.demo && services.config.demo && (
              <Actions>
                <LinkButton href={withNext('/sign-in/personas', next)}>{t('sign-in.as.title')}</LinkButton>
              </Actions>
            )}
          </>
        ),
      };
    },
  });

  const signOut = defineAction({
    name: 'sign-in.sign-out',
    rule: anyone,
    replay: 'nothing',
    input: z.strictObject({}),
    do: async (context) => done({ to: '/', setCookies: (await accounts.signOut(visitIn(context))).setCookies }),
  });
  const signOutForm = form({
    name: 'sign-in.sign-out',
    path: '/sign-out',
    limit: 'sign-in',
    action: signOut,
    async view(context, { state }) {
      const { t } = context;
      return question({ context, state, title: t('platform.button.sign-out'), submit: t('platform.button.sign-out') });
    },
    done: (output) => ({ ...output, notice: 'sign-in.notice.out' }),
  });

  const welcome = defineAction({
    name: 'sign-in.welcome',
    rule: anyone,
    replay: 'nothing',
    input: z.strictObject({
      nickname: shortText({ max: 80, missing: 'ground.me.missing-nickname' }),
      next: optionalText({ max: 2_000 }),
    }),
    async do(context, { nickname, next }) {
      const { tx, place, now, lang, about } = context;
      const signedIn = await accounts.actorOf(visitIn(context));
      if (!signedIn) return refuse('sign-in-first');
      if (signedIn.personId) return done({ to: nextIn(next) });
      const personId = await insertPerson(tx, { placeId: place.id, nickname, lang }, now);
      const linked = await accounts.linkPerson(tx, { placeId: place.id, accountId: signedIn.accountId, personId });
      if (!linked.ok) return linked;
      about('person', personId);
      return done({ to: nextIn(next) });
    },
  });
  const welcomeForm = form({
    name: 'sign-in.welcome',
    path: '/sign-in/welcome',
    limit: 'sign-in',
    action: welcome,
    query: nextQuery,
    async view(context, { query, state }) {
      const { t } = context;
      if (!(await accounts.actorOf(visitIn(context)))) return refuse('sign-in-first');
      return question({
        context,
        state,
        title: t('sign-in.welcome.title'),
        lead: t('sign-in.welcome.lead'),
        submit: t('platform.button.continue'),
        children: (
          <>
            <TextField
              name="nickname"
              label={t('ground.me.nickname')}
              hint={t('ground.me.nickname-hint')}
              autoComplete="nickname"
            />
            <input type="hidden" name="next" value={nextIn(query.next ?? state.typed.next)} />
          </>
        ),
      });
    },
    done: (output) => output,
  });

  const tryOn = defineAction({
    name: 'sign-in.as-persona',
    rule: anyone,
    replay: 'nothing',
    subject: async ({ place, services }: ActionContext) => (place.demo && services.config.demo ? {} : null),
    input: z.strictObject({ personId: hiddenId('sign-in.as.choose'), next: optionalText({ max: 2_000 }) }),
    async do(context, { personId, next }) {
      const { tx } = context;
      if (!(await personas(tx)).some((persona) => persona.id === personId))
        return refuseField('personId', 'sign-in.as.choose');
      const arrival = await accounts.openSessionFor(tx, {
        ...visitIn(context),
        personId,
        because: 'demo',
        returnTo: nextIn(next),
      });
      return arrival.ok ? done(onward(arrival.value)) : arrival;
    },
  });
  const tryOnForm = form({
    name: 'sign-in.as-persona',
    path: '/sign-in/personas',
    limit: 'sign-in',
    action: tryOn,
    query: nextQuery,
    async view(context, { query, state }) {
      const { t, place, services } = context;
      if (!place.demo || !services.config.demo) return refuse('not-found');
      const people = await context.read(personas);
      if (people.length === 0)
        return {
          title: t('sign-in.as.title'),
          private: true,
          body: <Empty icon="people" title={t('sign-in.as.nobody')} />,
        };
      return question({
        context,
        state,
        title: t('sign-in.as.title'),
        submit: t('platform.button.continue'),
        children: (
          <>
            <Notice>{t('sign-in.as.lead')}</Notice>
            <Radios
              name="personId"
              label={t('sign-in.as.question')}
              choices={people.map((person) => ({
                value: person.id,
                label: person.nickname,
                hint: t.list(person.roles),
              }))}
            />
            <input type="hidden" name="next" value={nextIn(query.next ?? state.typed.next)} />
          </>
        ),
      });
    },
    done: (output) => output,
  });

  const routes = [
    choosePage,
    ...codeRoutes(accounts),
    ...providerRoutes(accounts),
    ...passkeyRoutes(accounts),
    welcomeForm,
    tryOnForm,
    signOutForm,
    ...waysInRoutes(accounts),
    claimPlaceForm(accounts),
  ];
  return {
    name: 'sign-in',
    words: signInWords,
    routes,
    matrix: Object.fromEntries(
      routes.map(({ name, path }) => [name, path.startsWith('/me/') ? signedInRoles : everyone]),
    ),
  };
}

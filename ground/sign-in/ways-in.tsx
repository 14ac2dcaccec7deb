import { signedIn } from '@upwell/platform/access';
import type { Accounts } from '@upwell/platform/accounts';
import { choice, defineAction, hiddenId, shortText } from '@upwell/platform/action';
import { type FormRoute, form, page, type Route } from '@upwell/platform/http';
import type { Translator } from '@upwell/platform/i18n';
import { done, refuse } from '@upwell/platform/outcome';
import {
  Button,
  Form,
  LinkButton,
  List,
  ListItem,
  Notice,
  PageHeading,
  Section,
  SummaryList,
  TextField,
} from '@upwell/platform/ui';
import { z } from 'zod';
import { question } from '../pages/question.tsx';
import { visitIn } from './come-in.ts';
import { deviceOf } from './device.ts';

function deviceName(t: Translator, userAgent: string): string {
  const device = deviceOf(userAgent);
  return device ? t('sign-in.sessions.device', device) : t('sign-in.sessions.unknown');
}

/** How one comes in, and where one is signed in now. */
export function waysInRoutes(accounts: Accounts): Route[] {
  const waysInPage = page({
    name: 'sign-in.ways-in',
    path: '/me/ways-in',
    rule: signedIn,
    limit: 'read',
    async view(context) {
      const { t, place, now } = context;
      const visit = visitIn(context);
      const [ways, sessions] = await Promise.all([accounts.waysIn(visit), accounts.sessionsOf(visit)]);
      if (!ways.ok) return ways;
      if (!sessions.ok) return sessions;
      const { email, phone, passkeys, providers } = ways.value;
      const alone = !email && !phone && passkeys.length === 0 && providers.length === 0;
      const none = t('ground.place.not-said');
      const add = (href: string, about: string) => ({ href, label: t('platform.button.change'), about });
      const takeAway = (kind: string, id: string, about: string) => ({
        href: `/me/ways-in/remove?${new URLSearchParams({ kind, id })}`,
        label: t('platform.button.remove'),
        about,
      });
      return {
        title: t('sign-in.ways.title'),
        under: '/me',
        private: true,
        body: (
          <>
            <PageHeading kicker={<a href="/me">{t('ground.me.title')}</a>} title={t('sign-in.ways.title')} />
            {alone && <Notice kind="care">{t('sign-in.ways.none-yet')}</Notice>}
            <SummaryList
              items={[
                {
                  term: t('sign-in.email.address'),
                  value: email ?? none,
                  action: add('/me/ways-in/email', t('sign-in.email.address')),
                },
                {
                  term: t('sign-in.phone.address'),
                  value: phone ?? none,
                  action: add('/me/ways-in/phone', t('sign-in.phone.address')),
                },
                ...(phone
                  ? [{ term: t('sign-in.ways.phone-now'), value: phone, action: takeAway('phone', 'phone', phone) }]
                  : []),
                ...providers.map((provider) => ({
                  term: provider.name,
                  value: t('sign-in.ways.since', { date: t.date(provider.addedAt) }),
                  action: takeAway('provider', provider.id, provider.name),
                })),
              ]}
            />
            <Section title={t('sign-in.ways.passkeys')} id="passkeys">
              <List label={t('sign-in.ways.passkeys')}>
                {passkeys.map((passkey) => (
                  <ListItem
                    key={passkey.id}
                    title={<span dir="auto">{passkey.label}</span>}
                    aside={
                      <a href={`/me/ways-in/remove?kind=passkey&id=${passkey.id}`}>{t('platform.button.remove')}</a>
                    }
                  >
                    <p>
                      {t('sign-in.ways.since', { date: t.date(passkey.addedAt) })} · {passkey.host}
                    </p>
                  </ListItem>
                ))}
              </List>
              <LinkButton kind="quiet" href="/me/ways-in/passkey">
                {t('sign-in.ways.add-passkey')}
              </LinkButton>
            </Section>
            {accounts
              .providersOf(place)
              .filter(({ id }) => !providers.some((known) => known.id === id))
              .map((provider) => (
                <Form key={provider.id} action="/sign-in/oidc" hidden={context.hidden()}>
                  <input type="hidden" name="providerId" value={provider.id} />
                  <input type="hidden" name="next" value="/me/ways-in" />
                  <input type="hidden" name="add" value="yes" />
                  <Button kind="quiet">{t('sign-in.ways.add-provider', { name: provider.name })}</Button>
                </Form>
              ))}
            <Section title={t('sign-in.sessions.title')} id="sessions">
              <List kind="rows" label={t('sign-in.sessions.title')}>
                {sessions.value.map((session) => (
                  <ListItem
                    key={session.id}
                    title={deviceName(t, session.userAgent)}
                    aside={
                      session.current ? (
                        t('sign-in.sessions.this')
                      ) : (
                        <Form action="/me/ways-in/end-session" hidden={context.hidden()}>
                          <input type="hidden" name="sessionId" value={session.id} />
                          <Button kind="quiet">{t('sign-in.sessions.end')}</Button>
                        </Form>
                      )
                    }
                  >
                    <p>{t.relative(session.startedAt, now)}</p>
                  </ListItem>
                ))}
              </List>
              <Form action="/me/ways-in/end-all" hidden={context.hidden()}>
                <Button kind="quiet">{t('sign-in.sessions.end-all')}</Button>
              </Form>
            </Section>
          </>
        ),
      };
    },
  });
  return [
    waysInPage,
    removeRoute(accounts),
    ...addressRoutes('email', accounts),
    ...addressRoutes('phone', accounts),
    ...sessionRoutes(accounts),
  ];
}

/** Taking a way in away, as of a lost device; the accounts keep the last one. */
function removeRoute(accounts: Accounts): FormRoute {
  const remove = defineAction({
    name: 'sign-in.remove-way-in',
    rule: signedIn,
    input: z.strictObject({ kind: choice(['passkey', 'provider', 'phone']), id: shortText({ max: 60 }) }),
    async do(context, { kind, id }) {
      const removed = await accounts.removeWayIn(visitIn(context), kind === 'phone' ? { kind } : { kind, id });
      return removed.ok ? done({}) : removed;
    },
  });
  return form({
    name: 'sign-in.remove-way-in',
    path: '/me/ways-in/remove',
    limit: 'sign-in',
    action: remove,
    query: z.strictObject({ kind: z.string().max(20).optional(), id: z.string().max(60).optional() }),
    async view(context, { query, state }) {
      const { t } = context;
      return question({
        context,
        state,
        title: t('sign-in.ways.remove'),
        back: { href: '/me/ways-in', label: t('sign-in.ways.title') },
        danger: true,
        submit: t('platform.button.remove'),
        children: (
          <>
            <input type="hidden" name="kind" value={String(query.kind ?? state.typed.kind ?? '')} />
            <input type="hidden" name="id" value={String(query.id ?? state.typed.id ?? '')} />
          </>
        ),
      });
    },
    done: () => ({ to: '/me/ways-in', notice: 'sign-in.notice.removed' }),
  });
}

function addressRoutes(way: 'email' | 'phone', accounts: Accounts): FormRoute[] {
  const start = way === 'email' ? accounts.startEmail : accounts.startPhone;
  const finish = way === 'email' ? accounts.finishAddingEmail : accounts.finishAddingPhone;
  const ask = defineAction({
    name: `sign-in.ask-to-add-${way}`,
    rule: signedIn,
    replay: 'nothing',
    input: z.strictObject({ address: shortText({ max: 254, missing: `sign-in.${way}.missing` }) }),
    async do(context, { address }) {
      const started = await start({
        ...visitIn(context),
        address,
        lang: context.lang,
        returnTo: '/me/ways-in',
        add: true,
      });
      return started.ok ? done({ to: `/me/ways-in/${way}/code`, setCookies: started.value.setCookies }) : started;
    },
  });
  const answer = defineAction({
    name: `sign-in.add-${way}`,
    rule: signedIn,
    replay: 'nothing',
    input: z.strictObject({ code: shortText({ max: 40, missing: 'sign-in.code.missing' }) }),
    async do(context, { code }) {
      const added = await finish({ ...visitIn(context), code });
      return added.ok ? done({ to: added.value.returnTo, setCookies: added.value.setCookies }) : added;
    },
  });
  const back = (t: (key: string) => string) => ({ href: '/me/ways-in', label: t('sign-in.ways.title') });
  return [
    form({
      name: `sign-in.add-${way}`,
      path: `/me/ways-in/${way}`,
      limit: 'sign-in',
      action: ask,
      async view(context, { state }) {
        const { t } = context;
        return question({
          context,
          state,
          title: t(`sign-in.ways.add-${way}`),
          back: back(t),
          submit: t('sign-in.send-code'),
          children: (
            <TextField
              name="address"
              type={way === 'email' ? 'email' : 'tel'}
              autoComplete={way === 'email' ? 'email' : 'tel'}
              label={t(`sign-in.${way}.address`)}
              width={30}
              spellCheck={false}
            />
          ),
        });
      },
      done: (output) => output,
    }),
    form({
      name: `sign-in.add-${way}-code`,
      path: `/me/ways-in/${way}/code`,
      limit: 'sign-in',
      action: answer,
      async view(context, { state }) {
        const { t } = context;
        return question({
          context,
          state,
          title: t('sign-in.code.title'),
          back: back(t),
          lead: t(`sign-in.code.sent-by-${way}`),
          submit: t('platform.button.add'),
          children: (
            <TextField
              name="code"
              label={t('sign-in.code.label')}
              inputMode="numeric"
              autoComplete="one-time-code"
              width={10}
            />
          ),
        });
      },
      done: (output) => ({ ...output, notice: 'sign-in.notice.added' }),
    }),
  ];
}

function sessionRoutes(accounts: Accounts): FormRoute[] {
  const endOne = defineAction({
    name: 'sign-in.end-session',
    rule: signedIn,
    input: z.strictObject({ sessionId: hiddenId() }),
    async do(context, { sessionId }) {
      const ended = await accounts.endSession(visitIn(context), sessionId);
      return ended.ok ? done({}) : ended;
    },
  });
  const endAll = defineAction({
    name: 'sign-in.end-all-sessions',
    rule: signedIn,
    replay: 'nothing',
    input: z.strictObject({}),
    async do(context) {
      const ended = await accounts.signOutEverywhere(visitIn(context));
      return ended.ok ? done({ to: '/', setCookies: ended.value.setCookies }) : ended;
    },
  });
  return [
    form({
      name: 'sign-in.end-session',
      path: '/me/ways-in/end-session',
      limit: 'sign-in',
      action: endOne,
      view: async () => refuse('not-found'),
      done: () => ({ to: '/me/ways-in', notice: 'sign-in.notice.ended' }),
    }),
    form({
      name: 'sign-in.end-all-sessions',
      path: '/me/ways-in/end-all',
      limit: 'sign-in',
      action: endAll,
      async view(context, { state }) {
        const { t } = context;
        return question({
          context,
          state,
          title: t('sign-in.sessions.end-all'),
          back: { href: '/me/ways-in', label: t('sign-in.ways.title') },
          submit: t('sign-in.sessions.end-all'),
        });
      },
      done: (output) => ({ ...output, notice: 'sign-in.notice.out' }),
    }),
  ];
}

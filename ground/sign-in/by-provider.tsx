import { anyone } from '@upwell/platform/access';
import type { Accounts } from '@upwell/platform/accounts';
import { defineAction, optionalText, shortText } from '@upwell/platform/action';
import { form, page } from '@upwell/platform/http';
import { done, refuse } from '@upwell/platform/outcome';
import { LinkButton, PageHeading } from '@upwell/platform/ui';
import { z } from 'zod';
import { question } from '../pages/question.tsx';
import { nextIn, onward, visitIn } from './come-in.ts';

const awayContext = (placeId: string) => `sign-in.away:${placeId}`;
const callbackFields = ['code', 'state', 'iss', 'error'] as const;

/** Signing in with an OpenID Connect provider: NHS login, the council. */
export function providerRoutes(accounts: Accounts) {
  const begin = defineAction({
    name: 'sign-in.begin-with-provider',
    rule: anyone,
    replay: 'nothing',
    input: z.strictObject({
      providerId: shortText({ max: 60 }),
      next: optionalText({ max: 2_000 }),
      add: z.literal('yes').optional(),
    }),
    async do(context, { providerId, next, add }) {
      const { services, place } = context;
      const begun = await accounts.startOidc({
        ...visitIn(context),
        providerId,
        returnTo: next ?? '/',
        add: add === 'yes',
      });
      if (!begun.ok) return begun;
      // Sealed, so that this page leads to nowhere but where we were about to send somebody.
      const away = services.sealer.seal(begun.value.url, awayContext(place.id)).toString('base64url');
      return done({ to: `/sign-in/away?${new URLSearchParams({ away })}`, setCookies: begun.value.setCookies });
    },
  });

  const finish = defineAction({
    name: 'sign-in.finish-with-provider',
    rule: anyone,
    replay: 'nothing',
    subject: async (_, { provider }) => (provider ? { provider } : null),
    input: z.strictObject(
      Object.fromEntries(callbackFields.map((field) => [field, z.string().max(4_000).optional()])) as Record<
        (typeof callbackFields)[number],
        z.ZodOptional<z.ZodString>
      >,
    ),
    async do(context, query, { provider }: { provider: string }) {
      const finished = await accounts.finishOidc({ ...visitIn(context), providerId: provider, query });
      if (!finished.ok) return finished;
      if ('arrival' in finished.value) return done(onward(finished.value.arrival));
      return done({ to: finished.value.returnTo, setCookies: finished.value.setCookies });
    },
  });

  return [
    form({
      name: 'sign-in.provider',
      path: '/sign-in/oidc',
      limit: 'sign-in',
      action: begin,
      query: z.strictObject({ provider: z.string().max(60).optional(), next: z.string().max(2_000).optional() }),
      async view(context, { query, state }) {
        const { t, place } = context;
        const wanted = query.provider ?? state.typed.providerId;
        const provider = accounts.providersOf(place).find(({ id }) => id === wanted);
        if (!provider) return refuse('not-found');
        return question({
          context,
          state,
          title: t('sign-in.provider.title', { name: provider.name }),
          back: { href: '/sign-in', label: t('sign-in.title') },
          submit: t('platform.button.continue'),
          children: (
            <>
              <input type="hidden" name="providerId" value={provider.id} />
              <input type="hidden" name="next" value={nextIn(query.next ?? state.typed.next)} />
            </>
          ),
        });
      },
      done: (output) => output,
    }),
    page({
      name: 'sign-in.away',
      path: '/sign-in/away',
      rule: anyone,
      limit: 'sign-in',
      query: z.strictObject({ away: z.string().max(8_000) }),
      async view({ t, place, services }, { query }) {
        const url = opened(() => services.sealer.openText(Buffer.from(query.away, 'base64url'), awayContext(place.id)));
        if (!url) return refuse('not-found');
        const host = new URL(url).hostname;
        return {
          title: t('sign-in.away.title', { host }),
          private: true,
          body: (
            <>
              <PageHeading title={t('sign-in.away.title', { host })}>
                <p>{t('sign-in.away.lead')}</p>
              </PageHeading>
              {/* A link and no redirect: a form may lead nowhere but to this site (Content Security Policy, form-action). */}
              <LinkButton href={url}>{t('platform.button.continue')}</LinkButton>
            </>
          ),
        };
      },
    }),
    form({
      name: 'sign-in.provider-return',
      path: '/sign-in/oidc/callback/:provider',
      limit: 'sign-in',
      action: finish,
      // Providers add fields of their own.
      query: z.looseObject({}),
      async view(context, { params, query, state }) {
        const { t, place } = context;
        const provider = accounts.providersOf(place).find(({ id }) => id === params.provider);
        if (!provider) return refuse('not-found');
        const sent: Record<string, unknown> = { ...query, ...state.typed };
        return question({
          context,
          state,
          title: t('sign-in.return.title', { name: provider.name }),
          submit: t('platform.button.continue'),
          children: callbackFields
            .filter((field) => typeof sent[field] === 'string')
            .map((field) => <input key={field} type="hidden" name={field} value={String(sent[field])} />),
        });
      },
      done: (output) => output,
    }),
  ];
}

function opened(open: () => string): string | null {
  try {
    return open();
  } catch {
    return null;
  }
}

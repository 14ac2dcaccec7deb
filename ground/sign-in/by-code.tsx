import { anyone } from '@upwell/platform/access';
import type { Accounts } from '@upwell/platform/accounts';
import { defineAction, optionalText, shortText } from '@upwell/platform/action';
import { form } from '@upwell/platform/http';
import { done } from '@upwell/platform/outcome';
import { Notice, TextField } from '@upwell/platform/ui';
import { z } from 'zod';
import { question } from '../pages/question.tsx';
import { nextIn, onward, visitIn } from './come-in.ts';

const next = optionalText({ max: 2_000 });
const nextQuery = z.strictObject({ next: z.string().max(2_000).optional() });
const code = shortText({ max: 40, missing: 'sign-in.code.missing' });

/** An address, then the code that was sent to it. `way` is the word in addresses and message keys. */
function routesFor(way: 'email' | 'phone', accounts: Accounts) {
  const start = way === 'email' ? accounts.startEmail : accounts.startPhone;
  const finish = way === 'email' ? accounts.finishEmailCode : accounts.finishPhoneCode;

  const ask = defineAction({
    name: `sign-in.ask-by-${way}`,
    rule: anyone,
    replay: 'nothing',
    input: z.strictObject({ address: shortText({ max: 254, missing: `sign-in.${way}.missing` }), next }),
    async do(context, input) {
      const started = await start({
        ...visitIn(context),
        address: input.address,
        lang: context.lang,
        returnTo: input.next ?? '/',
      });
      return started.ok ? done({ to: `/sign-in/${way}/code`, setCookies: started.value.setCookies }) : started;
    },
  });

  const answer = defineAction({
    name: `sign-in.answer-by-${way}`,
    rule: anyone,
    replay: 'nothing',
    input: z.strictObject({ code }),
    async do(context, input) {
      const arrival = await finish({ ...visitIn(context), code: input.code });
      return arrival.ok ? done(onward(arrival.value)) : arrival;
    },
  });

  return [
    form({
      name: `sign-in.${way}`,
      path: `/sign-in/${way}`,
      limit: 'sign-in',
      action: ask,
      query: nextQuery,
      async view(context, { query, state }) {
        const { t } = context;
        return question({
          context,
          state,
          title: t(`sign-in.${way}.title`),
          back: { href: '/sign-in', label: t('sign-in.title') },
          lead: t(`sign-in.${way}.lead`),
          submit: t('sign-in.send-code'),
          children: (
            <>
              <TextField
                name="address"
                type={way === 'email' ? 'email' : 'tel'}
                autoComplete={way === 'email' ? 'email' : 'tel'}
                label={t(`sign-in.${way}.address`)}
                width={30}
                spellCheck={false}
              />
              <input type="hidden" name="next" value={nextIn(query.next ?? state.typed.next)} />
            </>
          ),
        });
      },
      done: (output) => output,
    }),
    form({
      name: `sign-in.${way}-code`,
      path: `/sign-in/${way}/code`,
      limit: 'sign-in',
      action: answer,
      async view(context, { state }) {
        const { t } = context;
        return question({
          context,
          state,
          title: t('sign-in.code.title'),
          back: { href: `/sign-in/${way}`, label: t('sign-in.code.again') },
          lead: t(`sign-in.code.sent-by-${way}`),
          submit: t('platform.button.sign-in'),
          children: (
            <>
              <TextField
                name="code"
                label={t('sign-in.code.label')}
                inputMode="numeric"
                autoComplete="one-time-code"
                width={10}
              />
              <Notice>{t('sign-in.code.tell-nobody')}</Notice>
            </>
          ),
        });
      },
      done: (output) => output,
    }),
  ];
}

/** The page behind the link in the e-mail: it shows a button, because a link is also opened by mail scanners. */
function linkRoute(accounts: Accounts) {
  const follow = defineAction({
    name: 'sign-in.follow-link',
    rule: anyone,
    replay: 'nothing',
    input: z.strictObject({ token: shortText({ max: 300 }) }),
    async do(context, { token }) {
      const arrival = await accounts.followEmailLink({ ...visitIn(context), token });
      return arrival.ok ? done(onward(arrival.value)) : arrival;
    },
  });
  return form({
    name: 'sign-in.link',
    path: '/sign-in/link',
    limit: 'sign-in',
    action: follow,
    query: z.strictObject({ token: z.string().max(300).optional() }),
    async view(context, { query, state }) {
      const { t, place } = context;
      const token = query.token ?? state.typed.token ?? '';
      const found = await accounts.lookAtEmailLink({ place, token });
      return question({
        context,
        state,
        title: t('sign-in.link.title'),
        lead: found ? t('sign-in.link.lead', { address: found.address }) : t('accounts.link.stale'),
        back: { href: '/sign-in', label: t('sign-in.title') },
        submit: t('platform.button.sign-in'),
        children: <input type="hidden" name="token" value={String(token)} />,
      });
    },
    done: (output) => output,
  });
}

export const codeRoutes = (accounts: Accounts) => [
  ...routesFor('email', accounts),
  ...routesFor('phone', accounts),
  linkRoute(accounts),
];

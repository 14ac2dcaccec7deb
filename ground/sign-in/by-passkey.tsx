import { anyone, signedIn } from '@upwell/platform/access';
import type { Accounts } from '@upwell/platform/accounts';
import { defineAction, optionalText, shortText } from '@upwell/platform/action';
import { type FormRoute, form } from '@upwell/platform/http';
import { done } from '@upwell/platform/outcome';
import { Notice, TextField } from '@upwell/platform/ui';
import { z } from 'zod';
import { question } from '../pages/question.tsx';
import { nicknamesOf } from '../people.ts';
import { nextIn, onward, visitIn } from './come-in.ts';

/** What a device is asked, as it travels in an address: it holds a random question and no secret. */
const packed = (options: unknown) => Buffer.from(JSON.stringify(options)).toString('base64url');
const optionsQuery = z.strictObject({ options: z.string().max(8_000).optional() });

/** What the device answered, put into the form by the island. */
const response = shortText({ max: 40_000, missing: 'sign-in.passkey.no-answer' }).transform((text, check): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    check.addIssue({ code: 'custom', message: 'sign-in.passkey.no-answer' });
    return z.NEVER;
  }
});

/** The island finds this element, asks the device and sends the form it is in. */
const Asking = ({ kind, options, wait }: { kind: 'create' | 'get'; options: string; wait: string }) => (
  <>
    <input type="hidden" name="response" value="" data-passkey={kind} data-options={options} />
    <Notice>{wait}</Notice>
  </>
);

export function passkeyRoutes(accounts: Accounts): FormRoute[] {
  const begin = defineAction({
    name: 'sign-in.begin-with-passkey',
    rule: anyone,
    replay: 'nothing',
    input: z.strictObject({ next: optionalText({ max: 2_000 }) }),
    async do(context, { next }) {
      const asked = await accounts.passkeyOptionsToSignIn({ ...visitIn(context), returnTo: next ?? '/' });
      if (!asked.ok) return asked;
      return done({
        to: `/sign-in/passkey/answer?${new URLSearchParams({ options: packed(asked.value.options) })}`,
        setCookies: asked.value.setCookies,
      });
    },
  });
  const answer = defineAction({
    name: 'sign-in.answer-with-passkey',
    rule: anyone,
    replay: 'nothing',
    input: z.strictObject({ response }),
    async do(context, input) {
      const arrival = await accounts.signInWithPasskey({ ...visitIn(context), response: input.response });
      return arrival.ok ? done(onward(arrival.value)) : arrival;
    },
  });
  const beginAdding = defineAction({
    name: 'sign-in.begin-adding-passkey',
    rule: signedIn,
    replay: 'nothing',
    input: z.strictObject({}),
    async do(context) {
      const { tx, actor, place } = context;
      const personName =
        (await nicknamesOf(tx, [actor.personId as string])).get(actor.personId as string) ?? place.name;
      const asked = await accounts.passkeyOptionsToAdd({ ...visitIn(context), personName });
      if (!asked.ok) return asked;
      return done({
        to: `/me/ways-in/passkey/answer?${new URLSearchParams({ options: packed(asked.value.options) })}`,
        setCookies: asked.value.setCookies,
      });
    },
  });
  const add = defineAction({
    name: 'sign-in.add-passkey',
    rule: signedIn,
    replay: 'nothing',
    input: z.strictObject({ response, label: shortText({ max: 80, missing: 'accounts.passkey.label' }) }),
    async do(context, input) {
      const added = await accounts.addPasskey({ ...visitIn(context), ...input });
      return added.ok ? done({ to: '/me/ways-in', setCookies: added.value.setCookies }) : added;
    },
  });
  return [
    form({
      name: 'sign-in.passkey',
      path: '/sign-in/passkey',
      limit: 'sign-in',
      action: begin,
      query: z.strictObject({ next: z.string().max(2_000).optional() }),
      async view(context, { query, state }) {
        const { t } = context;
        return question({
          context,
          state,
          title: t('sign-in.passkey.title'),
          back: { href: '/sign-in', label: t('sign-in.title') },
          lead: t('sign-in.passkey.lead'),
          submit: t('platform.button.continue'),
          children: <input type="hidden" name="next" value={nextIn(query.next ?? state.typed.next)} />,
        });
      },
      done: (output) => output,
    }),
    form({
      name: 'sign-in.passkey-answer',
      path: '/sign-in/passkey/answer',
      limit: 'sign-in',
      action: answer,
      query: optionsQuery,
      async view(context, { query, state }) {
        const { t } = context;
        return question({
          context,
          state,
          title: t('sign-in.passkey.title'),
          back: { href: '/sign-in', label: t('sign-in.title') },
          submit: t('platform.button.sign-in'),
          islands: ['passkey'],
          children: <Asking kind="get" options={query.options ?? ''} wait={t('sign-in.passkey.wait')} />,
        });
      },
      done: (output) => output,
    }),
    form({
      name: 'sign-in.begin-adding-passkey',
      path: '/me/ways-in/passkey',
      limit: 'sign-in',
      action: beginAdding,
      async view(context, { state }) {
        const { t } = context;
        return question({
          context,
          state,
          title: t('sign-in.ways.add-passkey'),
          back: { href: '/me/ways-in', label: t('sign-in.ways.title') },
          lead: t('sign-in.passkey.lead'),
          submit: t('platform.button.continue'),
        });
      },
      done: (output) => output,
    }),
    form({
      name: 'sign-in.add-passkey',
      path: '/me/ways-in/passkey/answer',
      limit: 'sign-in',
      action: add,
      query: optionsQuery,
      async view(context, { query, state }) {
        const { t } = context;
        return question({
          context,
          state,
          title: t('sign-in.ways.add-passkey'),
          back: { href: '/me/ways-in', label: t('sign-in.ways.title') },
          submit: t('platform.button.add'),
          islands: ['passkey'],
          children: (
            <>
              <TextField name="label" label={t('sign-in.passkey.name')} width={20} />
              <Asking kind="create" options={query.options ?? ''} wait={t('sign-in.passkey.wait')} />
            </>
          ),
        });
      },
      done: (output) => ({ ...output, notice: 'sign-in.notice.added' }),
    }),
  ];
}

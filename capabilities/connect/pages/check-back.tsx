import { form } from '@upwell/platform/http';
import type { Translator } from '@upwell/platform/i18n';
import { refuse } from '@upwell/platform/outcome';
import { Button, Form, PageHeading, Radios, TextField } from '@upwell/platform/ui';
import { z } from 'zod';
import { checkBack, logOutcome } from '../actions/check-back.ts';
import { introductionById } from '../introductions.ts';
import { outcomes } from '../model.ts';
import { mayFollow } from '../rules.ts';
import { targetOf } from '../targets.ts';

const outcomeChoices = (t: Translator) =>
  outcomes.map((outcome) => ({
    value: outcome,
    label: t(`connect.outcome.${outcome}`),
    ...(outcome === 'not-met' && {
      more: (
        <TextField
          name="gapWords"
          label={t('connect.check-back.gap')}
          hint={t('connect.check-back.gap.hint')}
          optional
        />
      ),
    }),
  }));

/** Did you meet? Asked once, answered with a code, without an account. Also the way to have everything deleted. */
export const checkBackForm = form({
  name: 'connect.checkBack',
  path: '/check-back',
  limit: 'sign-in',
  action: checkBack,
  query: z.strictObject({ code: z.string().max(80).optional() }),
  async view(context, { query, state }) {
    const { t } = context;
    return {
      title: t('connect.check-back.title'),
      under: '/find',
      private: true,
      body: (
        <>
          <PageHeading title={t('connect.check-back.title')}>
            <p>{t('connect.check-back.lead')}</p>
          </PageHeading>
          <Form action="/check-back" hidden={context.hidden()} {...state}>
            <TextField
              name="code"
              label={t('thread.code.label')}
              hint={t('thread.code.hint')}
              value={query.code}
              width={20}
              spellCheck={false}
            />
            <Radios
              name="outcome"
              label={t('connect.check-back.question')}
              choices={[
                ...outcomeChoices(t),
                {
                  value: 'forget',
                  label: t('connect.outcome.forget'),
                  hint: t('connect.outcome.forget.hint'),
                  divider: t('connect.check-back.or'),
                },
              ]}
            />
            <Button>{t('platform.button.send')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { outcome: string; gapId: string | null }) =>
    output.gapId
      ? { to: `/gaps/${output.gapId}`, notice: 'connect.notice.wish' }
      : { to: '/find', notice: output.outcome === 'forget' ? 'connect.notice.forgotten' : 'connect.notice.thanks' },
});

/** A connector, or whoever introduced, writes down how it went. */
export const outcomeForm = form({
  name: 'connect.logOutcome',
  path: '/introductions/:id/outcome',
  limit: 'write',
  action: logOutcome,
  async view(context, { params, state }) {
    const { t, place, actor, services } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const introduction = await introductionById(tx, place.id, id);
      if (
        !introduction ||
        !mayFollow.may(actor, introduction) ||
        introduction.state === 'draft' ||
        introduction.state === 'withdrawn'
      )
        return null;
      const target = await targetOf(tx, services.sealer, {
        placeId: place.id,
        kind: introduction.targetKind,
        id: introduction.targetId,
        connector: actor.powers.has('connect'),
      });
      return { title: target?.title ?? t('connect.list.gone'), state: introduction.state };
    });
    if (!found) return refuse('not-found');
    return {
      title: t('connect.check-back.question'),
      under: '/find',
      private: true,
      body: (
        <>
          <PageHeading kicker={found.title} title={t('connect.check-back.question')} />
          <Form action={`/introductions/${id}/outcome`} hidden={context.hidden()} {...state}>
            <Radios
              name="outcome"
              label={t('connect.check-back.how')}
              value={found.state}
              choices={outcomeChoices(t)}
            />
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { gapId: string | null }) =>
    output.gapId
      ? { to: `/gaps/${output.gapId}`, notice: 'connect.notice.wish' }
      : { to: '/introductions', notice: 'connect.notice.thanks' },
});

import { type FormRoute, form } from '@upwell/platform/http';
import type { Translator } from '@upwell/platform/i18n';
import { refuse } from '@upwell/platform/outcome';
import { Button, DateField, Form, PageHeading, Select, TextArea, TextField } from '@upwell/platform/ui';
import { pathOf, recordHead } from '@upwell/thread';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { dropPromise, handOn, keepPromise, markSlipped, renegotiate } from '../actions/change-promise.ts';
import { makePromise } from '../actions/make-promise.ts';
import { type Commitment, commitmentById } from '../commitments.ts';
import { mayAnswerFor } from '../rules.ts';
import { groupChoices } from '../seats.ts';

type Groups = { value: string; label: string }[];

/** Making a promise: from a decision, an insight, a priority or a conversation, or alone. */
export const promiseForm = form({
  name: 'decide.makePromise',
  path: '/commitments/new',
  limit: 'write',
  action: makePromise,
  query: z.strictObject({ from: z.uuid().optional() }),
  async view(context, { query, state }) {
    const { t, place } = context;
    const { from, groups } = await context.read(async (tx) => ({
      from: query.from ? await recordHead(tx, place.id, query.from, true) : null,
      groups: await groupChoices(tx),
    }));
    if (query.from && !from) return refuse('not-found');
    return {
      title: t('decide.commitment.new'),
      under: '/decisions',
      private: true,
      body: (
        <>
          <PageHeading
            kicker={from && <a href={pathOf(from.type, from.id)}>{from.title}</a>}
            title={t('decide.commitment.new')}
          >
            <p>{t('decide.commitment.lead')}</p>
          </PageHeading>
          <Form
            action={`/commitments/new${from ? `?from=${from.id}` : ''}`}
            hidden={{ ...context.hidden(), ...(from && { from: from.id }) }}
            {...state}
          >
            <TextArea name="promise" label={t('decide.commitment.promise')} rows={2} />
            <TextField name="owner" label={t('decide.commitment.owner')} hint={t('decide.commitment.owner.hint')} />
            <GroupField t={t} groups={groups} />
            <TextField name="owedTo" label={t('decide.commitment.owed-to')} optional />
            <DateField name="dueOn" label={t('decide.commitment.due')} hint={t('decide.commitment.due.hint')} />
            <Button>{t('decide.commitment.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/commitments/${output.id}`, notice: 'decide.notice.promised' }),
});

const GroupField = ({ t, groups, value }: { t: Translator; groups: Groups; value?: string }) => (
  <Select
    name="group"
    label={t('decide.group')}
    hint={t('decide.group.hint')}
    empty={t('decide.group.none')}
    choices={groups}
    value={value}
    optional
  />
);

/** One form for one change to a promise. */
const changeForm = (
  verb: 'keep' | 'renegotiate' | 'hand-on' | 'slipped' | 'drop',
  action: FormRoute['action'],
  fields: (t: Translator, commitment: Commitment, groups: Groups) => ReactNode,
) =>
  form({
    name: action.name,
    path: `/commitments/:id/${verb}`,
    limit: 'write',
    action,
    async view(context, { params, state }) {
      const { t, place, actor } = context;
      const id = params.id as string;
      const { commitment, groups } = await context.read(async (tx) => ({
        commitment: await commitmentById(tx, place.id, id),
        groups: verb === 'hand-on' ? await groupChoices(tx) : [],
      }));
      if (!commitment) return refuse('not-found');
      if (!mayAnswerFor.may(actor, commitment)) return refuse('not-allowed');
      return {
        title: t(`decide.${verb}.title`),
        under: '/decisions',
        private: true,
        body: (
          <>
            <PageHeading
              kicker={<a href={`/commitments/${id}`}>{commitment.promise}</a>}
              title={t(`decide.${verb}.title`)}
            >
              <p>{t(`decide.${verb}.lead`)}</p>
            </PageHeading>
            <Form action={`/commitments/${id}/${verb}`} hidden={context.hidden()} {...state}>
              {fields(t, commitment, groups)}
              <Button kind={verb === 'drop' ? 'danger' : 'primary'}>{t(`decide.${verb}.button`)}</Button>
            </Form>
          </>
        ),
      };
    },
    done: (output: { id: string }) => ({ to: `/commitments/${output.id}`, notice: 'decide.notice.changed' }),
  });

const Reason = ({ t }: { t: Translator }) => (
  <TextArea name="reason" label={t('decide.commitment.reason')} hint={t('decide.commitment.reason.hint')} />
);

export const keepForm = changeForm('keep', keepPromise, (t) => (
  <TextArea name="what" label={t('decide.keep.what')} optional />
));

export const renegotiateForm = changeForm('renegotiate', renegotiate, (t, { dueOn }) => (
  <>
    <DateField
      name="dueOn"
      label={t('decide.renegotiate.due')}
      hint={t('decide.renegotiate.was', { date: t.date(dueOn) })}
    />
    <Reason t={t} />
  </>
));

export const handOnForm = changeForm('hand-on', handOn, (t, _commitment, groups) => (
  <>
    <TextField name="owner" label={t('decide.hand-on.owner')} hint={t('decide.commitment.owner.hint')} />
    <GroupField t={t} groups={groups} />
    <Reason t={t} />
  </>
));

export const slippedForm = changeForm('slipped', markSlipped, (t) => <Reason t={t} />);
export const dropForm = changeForm('drop', dropPromise, (t) => <Reason t={t} />);

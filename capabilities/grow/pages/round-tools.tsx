import { form, type PageContext } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Form, PageHeading, Radios, TextField } from '@upwell/platform/ui';
import { showEvidence } from '../actions/show-evidence.ts';
import { workOn } from '../actions/work-on.ts';
import { signs } from '../model.ts';
import { roundById } from '../queries.ts';

const signChoices = ({ t }: PageContext) => signs.map((sign) => ({ value: sign, label: t(`grow.sign.${sign}`) }));

/** Pointing from a sign to something here that shows it. */
export const evidenceForm = form({
  name: 'grow.evidence',
  path: '/signs/:id/evidence',
  limit: 'write',
  action: showEvidence,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const round = await context.read((tx) => roundById(tx, place.id, id));
    if (!round) return refuse('not-found');
    return {
      title: t('grow.evidence.title'),
      under: '/signs',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/signs/${id}`}>{round.title}</a>} title={t('grow.evidence.title')} />
          <Form action={`/signs/${id}/evidence`} hidden={context.hidden()} {...state}>
            <Radios name="sign" label={t('grow.evidence.sign')} choices={signChoices(context)} />
            <TextField
              name="record"
              label={t('grow.evidence.record')}
              hint={t('grow.evidence.record.hint')}
              spellCheck={false}
            />
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/signs/${output.id}`, notice: 'grow.notice.shown' }),
});

/** Choosing the one sign to work on. */
export const workOnForm = form({
  name: 'grow.workOn',
  path: '/signs/:id/work-on',
  limit: 'write',
  action: workOn,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const round = await context.read((tx) => roundById(tx, place.id, id));
    if (!round) return refuse('not-found');
    return {
      title: t('grow.work-on.title'),
      under: '/signs',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/signs/${id}`}>{round.title}</a>} title={t('grow.work-on.title')}>
            <p>{t('grow.work-on.lead')}</p>
          </PageHeading>
          <Form action={`/signs/${id}/work-on`} hidden={context.hidden()} {...state}>
            <Radios
              name="sign"
              label={t('grow.evidence.sign')}
              value={round.workingOn ?? undefined}
              choices={signChoices(context)}
            />
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/signs/${output.id}`, notice: 'grow.notice.chosen' }),
});

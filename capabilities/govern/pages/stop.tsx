import { anyone } from '@upwell/platform/access';
import { form, type PageContext, page, type View } from '@upwell/platform/http';
import { readStop, STOP_PATH } from '@upwell/platform/messages';
import { type Failure, refuse } from '@upwell/platform/outcome';
import { Button, Form, Notice, PageHeading } from '@upwell/platform/ui';
import { startAgain, stopByHand } from '../actions/stop.ts';

/** Opening the link stops nothing: mail programs and virus checks open every link. The button does. */
async function view(context: PageContext, token: string): Promise<View | Failure> {
  const { t, place, services } = context;
  const found = await context.read((tx) => readStop(tx, services.sealer, place.id, token));
  if (!found.ok) return refuse('not-found');
  const { purpose, stopped } = found.value;
  const key = `platform.message.purpose.${purpose}`;
  const what = t.has(key) ? t(key) : t('govern.stop.these');
  return {
    title: t('platform.button.stop-messages'),
    private: true,
    body: (
      <>
        <PageHeading title={what}>
          <p>{t(stopped ? 'platform.message.stopped' : 'govern.stop.lead')}</p>
        </PageHeading>
        {stopped && <Notice kind="info">{t('govern.stop.mistake')}</Notice>}
        <Form action={`${STOP_PATH}/${token}/${stopped ? 'start' : 'sure'}`} hidden={context.hidden()}>
          <Button kind={stopped ? 'quiet' : 'primary'}>
            {t(stopped ? 'govern.stop.start' : 'platform.button.stop-messages')}
          </Button>
        </Form>
      </>
    ),
  };
}

/** Where the link in a message lands. */
export const stopPage = page({
  name: 'govern.stopPage',
  path: `${STOP_PATH}/:token`,
  rule: anyone,
  limit: 'sign-in',
  view: (context, { params }) => view(context, params.token as string),
});

export const stopForm = form({
  name: 'govern.stop',
  path: `${STOP_PATH}/:token/sure`,
  limit: 'sign-in',
  action: stopByHand,
  view: (context, { params }) => view(context, params.token as string),
  done: (output: { token: string }) => ({ to: `${STOP_PATH}/${output.token}` }),
});

export const startForm = form({
  name: 'govern.startAgain',
  path: `${STOP_PATH}/:token/start`,
  limit: 'sign-in',
  action: startAgain,
  view: (context, { params }) => view(context, params.token as string),
  done: (output: { token: string }) => ({ to: `${STOP_PATH}/${output.token}`, notice: 'govern.notice.started' }),
});

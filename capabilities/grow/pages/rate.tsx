import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Form, Notice, PageHeading, Radios } from '@upwell/platform/ui';
import { dayOf } from '@upwell/thread';
import { rate } from '../actions/rate.ts';
import { marks, signs } from '../model.ts';
import { openForRating } from '../phases.ts';
import { hasRated, roundById } from '../queries.ts';
import { mayRateAs, printsOf } from '../rater.ts';

/** Saying how much one sees of each sign: one page, words and no numbers. */
export const rateForm = form({
  name: 'grow.rate',
  path: '/signs/:id/rate',
  limit: 'write',
  action: rate,
  async view(context, { params, state }) {
    const { t, place, now, actor, services } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const round = await roundById(tx, place.id, id);
      return round && { round, rated: await hasRated(tx, place.id, id, printsOf(services.sealer, actor, id)) };
    });
    if (!found) return refuse('not-found');
    const { round, rated } = found;
    const shut = openForRating(round, dayOf(now, place.timeZone));
    const offered = mayRateAs(actor);
    return {
      title: t('grow.rate.title'),
      under: '/signs',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/signs/${id}`}>{round.title}</a>} title={t('grow.rate.heading')}>
            <p>{t('grow.rate.lead')}</p>
          </PageHeading>
          {shut?.problem ? (
            <Notice kind="care">{t(shut.problem.key)}</Notice>
          ) : rated ? (
            <Notice kind="info">{t('grow.rate.already')}</Notice>
          ) : (
            <Form
              action={`/signs/${id}/rate`}
              hidden={{ ...context.hidden(), ...(offered.length === 1 && { rater: offered[0] as string }) }}
              {...state}
            >
              {offered.length > 1 && (
                <Radios
                  name="rater"
                  label={t('grow.rate.as')}
                  choices={offered.map((rater) => ({ value: rater, label: t(`grow.rate.as.${rater}`) }))}
                />
              )}
              {signs.map((sign) => (
                <Radios
                  key={sign}
                  name={sign}
                  label={t(`grow.sign.${sign}`)}
                  hint={t(`grow.sign.${sign}.means`)}
                  choices={[
                    ...marks.map((mark) => ({ value: String(mark), label: t(`grow.mark.${mark}`) })),
                    { value: 'not-sure', label: t('grow.mark.not-sure'), divider: t('grow.mark.or') },
                  ]}
                />
              ))}
              <Button>{t('platform.button.send')}</Button>
            </Form>
          )}
        </>
      ),
    };
  },
  done: (output: { id: string; again: boolean }) => ({
    to: `/signs/${output.id}`,
    notice: output.again ? 'grow.notice.again' : 'grow.notice.rated',
  }),
});

import { anyone } from '@upwell/platform/access';
import { history, whoLooked } from '@upwell/platform/consent';
import { page } from '@upwell/platform/http';
import {
  Button,
  Empty,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  Table,
  TextField,
  Timeline,
} from '@upwell/platform/ui';
import { contributionByCode, readCode } from '@upwell/thread';
import { z } from 'zod';

/** What somebody agreed to, in the very words they saw, by the code on their slip; and who looked at what is held about them. */
export const agreedPage = page({
  name: 'govern.agreed',
  path: '/agreed',
  rule: anyone,
  limit: 'sign-in',
  query: z.strictObject({ code: z.string().max(80).optional() }),
  async view(context, { query }) {
    const { t, place, services, actor } = context;
    const { personId } = actor;
    const code = query.code === undefined ? null : readCode(query.code);
    const { answers, looks } = await context.read(async (tx) => {
      const id = code === null ? null : await contributionByCode(tx, services.sealer, place.id, code);
      return {
        answers: id === null ? null : await history(tx, { placeId: place.id, type: 'contribution', id }),
        looks: personId === null ? null : await whoLooked(tx, { placeId: place.id, personId }),
      };
    });
    return {
      title: t('govern.agreed.title'),
      private: true,
      body: (
        <>
          <PageHeading title={t('govern.agreed.title')}>
            <p>{t('govern.agreed.lead')}</p>
          </PageHeading>
          {query.code !== undefined && answers === null && <Notice kind="care">{t('govern.agreed.unknown')}</Notice>}
          {answers === null ? (
            <Form action="/agreed" method="get" typed={{ code: query.code ?? '' }}>
              <TextField
                name="code"
                label={t('govern.agreed.code')}
                hint={t('govern.agreed.code.hint')}
                width={20}
                spellCheck={false}
              />
              <Button>{t('govern.agreed.show')}</Button>
            </Form>
          ) : (
            <Section title={t('govern.agreed.answers')}>
              <Timeline
                label={t('govern.agreed.answers')}
                items={answers.map((answer) => ({
                  when: t.date(answer.givenAt),
                  iso: answer.givenAt.toISOString(),
                  what: (
                    <span lang={answer.words.lang} dir="auto">
                      “{answer.words.text}”
                    </span>
                  ),
                  who: t(answer.given ? 'govern.agreed.yes' : 'govern.agreed.no'),
                  children: answer.withdrawnAt && (
                    <p>{t('govern.agreed.withdrawn', { date: t.date(answer.withdrawnAt) })}</p>
                  ),
                }))}
              />
              <LinkButton kind="quiet" href={`/withdraw?code=${encodeURIComponent(code as string)}`}>
                {t('govern.agreed.take-back')}
              </LinkButton>
            </Section>
          )}
          {looks && (
            <Section title={t('govern.looked.title')}>
              {looks.length === 0 ? (
                <Empty icon="eye" title={t('govern.looked.none')} />
              ) : (
                <Table
                  caption={t('govern.looked.title')}
                  hideCaption
                  columns={[
                    { label: t('govern.looked.when') },
                    { label: t('govern.looked.who') },
                    { label: t('govern.looked.why') },
                  ]}
                  rows={looks.map((look) => [
                    t.date(look.at, 'moment'),
                    wordOr(t, `govern.looked.as.${look.by.as}`, look.by.as),
                    wordOr(t, `govern.looked.why.${look.why}`, look.why),
                  ])}
                />
              )}
            </Section>
          )}
        </>
      ),
    };
  },
});

const wordOr = (t: { (key: string): string; has(key: string): boolean }, key: string, otherwise: string): string =>
  t.has(key) ? t(key) : otherwise;

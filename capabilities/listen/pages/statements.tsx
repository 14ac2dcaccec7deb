import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { PageHeading, Pagination, Table } from '@upwell/platform/ui';
import { countsOf } from '@upwell/thread';
import { z } from 'zod';
import { conversationById } from '../queries.ts';
import { statementsOf } from '../statements.ts';

const PAGE = 50;

/** Every statement that was voted on, with how the votes fell. A table first: the map comes with its own page. */
export const statementsPage = page({
  name: 'listen.statements',
  path: '/conversations/:id/statements',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({
    after: z
      .string()
      .regex(/^\d{1,9}$/)
      .optional(),
  }),
  async view(context, { params, query }) {
    const { t, place } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const conversation = await conversationById(tx, place.id, id);
      if (!conversation) return null;
      const [statements, counts] = await Promise.all([
        statementsOf(tx, place.id, id, {
          after: query.after === undefined ? null : Number(query.after),
          limit: PAGE + 1,
        }),
        countsOf(tx, place.id, id),
      ]);
      return { conversation, statements, counts };
    });
    if (!found) return refuse('not-found');
    const { conversation, statements, counts } = found;
    const shown = statements.slice(0, PAGE);
    return {
      title: t('listen.statements.title'),
      under: '/have-a-say',
      frame: 'wide',
      body: (
        <>
          <PageHeading
            kicker={<a href={`/conversations/${id}`}>{conversation.question}</a>}
            title={t('listen.statements.title')}
          >
            <p>{t('listen.statements.lead', { n: counts.get('vote') ?? 0 })}</p>
          </PageHeading>
          <Table
            caption={t('listen.statements.caption')}
            hideCaption
            columns={[
              { label: t('listen.statements.statement') },
              { label: t('listen.statements.agree'), numeric: true },
              { label: t('listen.statements.disagree'), numeric: true },
              { label: t('listen.statements.pass'), numeric: true },
            ]}
            rows={shown.map((statement) => [
              statement.words === null ? (
                <em key="words">{t('listen.statements.refused')}</em>
              ) : (
                <a key="words" href={`/said/${statement.contributionId}`} lang={statement.lang} dir="auto">
                  {statement.words}
                </a>
              ),
              t.number(statement.agrees),
              t.number(statement.disagrees),
              t.number(statement.passes),
            ])}
          />
          {statements.length > PAGE && (
            <Pagination next={`/conversations/${id}/statements?after=${shown.at(-1)?.number}`} />
          )}
          {conversation.sourceWords && <p className="quiet">{conversation.sourceWords}</p>}
        </>
      ),
    };
  },
});

import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Empty,
  Figures,
  LinkButton,
  PageHeading,
  Pagination,
  Section,
  SummaryList,
} from '@upwell/platform/ui';
import { dayOf, historyOf, pathOf, recordsDue, recordsOfType } from '@upwell/thread';
import { z } from 'zod';
import { commitmentById, commitmentsByIds, howPromisesStand, originOf } from '../commitments.ts';
import { settled } from '../model.ts';
import { readMark } from '../page-mark.ts';
import { mayAnswerFor, mayWriteDown } from '../rules.ts';
import { Commitments, dueWords, Standing } from './commitment-list.tsx';
import { HistorySection } from './history.tsx';

/** Every promise made here, the longest overdue first. */
export const commitmentsPage = page({
  name: 'decide.commitments',
  path: '/commitments',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ before: z.string().max(60).optional() }),
  async view(context, { query }) {
    const { t, place, now, actor } = context;
    if (readMark(query.before) === 'wrong') return refuse('not-found');
    const today = dayOf(now, place.timeZone);
    const signedIn = actor.personId !== null;
    const { late, rest, next, counts } = await context.read(async (tx) => {
      const due = query.before
        ? []
        : await recordsDue(tx, { placeId: place.id, before: today, signedIn, type: 'commitment', limit: 50 });
      const listed = await recordsOfType(tx, { placeId: place.id, type: 'commitment', signedIn, before: query.before });
      const late = await commitmentsByIds(
        tx,
        place.id,
        due.map(({ id }) => id),
      );
      const lateIds = new Set(late.map(({ id }) => id));
      const others = await commitmentsByIds(
        tx,
        place.id,
        listed.records.map(({ id }) => id).filter((id) => !lateIds.has(id)),
      );
      const order = new Map(listed.records.map(({ id }, index) => [id, index]));
      return {
        late,
        rest: others.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)),
        next: listed.next,
        counts: await howPromisesStand(tx, place.id, today),
      };
    });
    return {
      title: t('decide.commitments.title'),
      under: '/decisions',
      body: (
        <>
          <PageHeading title={t('decide.commitments.title')}>
            <p>{t('decide.commitments.lead')}</p>
          </PageHeading>
          {late.length + rest.length === 0 && !query.before ? (
            <Empty icon="hands" title={t('decide.commitments.none')} />
          ) : (
            <>
              <Figures
                items={(['owed', 'slipped', 'kept', 'dropped'] as const).map((name) => ({
                  value: t.number(counts[name]),
                  label: t(`decide.commitments.count.${name}`),
                }))}
              >
                {t('decide.commitments.base', { date: t.date(today) })}
              </Figures>
              {late.length > 0 && (
                <Section title={t('decide.decisions.late')} id="late">
                  <Commitments t={t} commitments={late} today={today} />
                </Section>
              )}
              {rest.length > 0 && (
                <Section title={t('decide.commitments.all')}>
                  <Commitments t={t} commitments={rest} today={today} />
                </Section>
              )}
            </>
          )}
          {next && <Pagination next={`/commitments?before=${next}`} />}
          {mayWriteDown.mightEver(actor) && (
            <Actions>
              <LinkButton href="/commitments/new">{t('decide.commitment.new')}</LinkButton>
            </Actions>
          )}
        </>
      ),
    };
  },
});

/** One promise: what, who owes it, by when, what it came from, and everything that was changed about it. */
export const commitmentPage = page({
  name: 'decide.commitment',
  path: '/commitments/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, now, actor } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const commitment = await commitmentById(tx, place.id, id);
      return (
        commitment && {
          commitment,
          origin: await originOf(tx, place.id, id),
          history: await historyOf(tx, place.id, id),
        }
      );
    });
    if (!found) return refuse('not-found');
    const { commitment, origin, history } = found;
    const today = dayOf(now, place.timeZone);
    const open = !settled.includes(commitment.state);
    return {
      title: commitment.promise,
      under: '/decisions',
      body: (
        <>
          <PageHeading
            kicker={t('decide.commitment.kicker', { date: t.date(commitment.madeOn) })}
            title={<span dir="auto">{commitment.promise}</span>}
          >
            <p dir="auto">{dueWords(t, commitment, today)}</p>
          </PageHeading>
          <p>
            <Standing t={t} commitment={commitment} today={today} />
          </p>
          <SummaryList
            items={[
              {
                term: t('decide.commitment.owner'),
                value: commitment.groupId ? (
                  <a href={`/groups/${commitment.groupId}`}>{commitment.owner}</a>
                ) : (
                  <span dir="auto">{commitment.owner}</span>
                ),
              },
              ...(commitment.owedTo
                ? [{ term: t('decide.commitment.owed-to'), value: <span dir="auto">{commitment.owedTo}</span> }]
                : []),
              { term: t('decide.commitment.due'), value: t.date(commitment.dueOn) },
              ...(origin
                ? [
                    {
                      term: t('decide.commitment.origin'),
                      value: (
                        <a href={pathOf(origin.type, origin.id)}>
                          <span dir="auto">{origin.title}</span>
                        </a>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          <HistorySection t={t} entries={history} />
          <Actions>
            <LinkButton href={`/thread/${id}`}>{t('decide.thread')}</LinkButton>
          </Actions>
          {open && mayAnswerFor.may(actor, commitment) && (
            <Section title={t('decide.commitment.change')}>
              <Actions>
                <LinkButton href={`/commitments/${id}/keep`}>{t('decide.keep.title')}</LinkButton>
                {(['renegotiate', 'hand-on', 'slipped', 'drop'] as const)
                  .filter((verb) => verb !== 'slipped' || commitment.state !== 'slipped')
                  .map((verb) => (
                    <LinkButton key={verb} kind="quiet" href={`/commitments/${id}/${verb}`}>
                      {t(`decide.${verb}.title`)}
                    </LinkButton>
                  ))}
              </Actions>
            </Section>
          )}
        </>
      ),
    };
  },
});

import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Actions, Empty, LinkButton, List, ListItem, PageHeading, Pagination, Section } from '@upwell/platform/ui';
import { dayOf, recordsDue, recordsOfType } from '@upwell/thread';
import { z } from 'zod';
import { commitmentsByIds } from '../commitments.ts';
import { meetingsList } from '../meetings.ts';
import { readMark } from '../page-mark.ts';
import { decisionsByIds } from '../queries.ts';
import { mayHost, mayWriteDown } from '../rules.ts';
import { Commitments } from './commitment-list.tsx';
import { meetingWhen } from './meeting-words.ts';

/** The register: promises overdue first, then decisions newest first with who decided, and what was chosen to work on. */
export const decisionsPage = page({
  name: 'decide.decisions',
  path: '/decisions',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ before: z.string().max(60).optional() }),
  async view(context, { query }) {
    const { t, place, now, actor } = context;
    if (readMark(query.before) === 'wrong') return refuse('not-found');
    const today = dayOf(now, place.timeZone);
    const signedIn = actor.personId !== null;
    const first = query.before === undefined;
    const { records, next, decisions, late, priorities, meetings } = await context.read(async (tx) => {
      const listed = await recordsOfType(tx, {
        placeId: place.id,
        type: 'decision',
        signedIn,
        before: query.before,
        limit: 20,
      });
      const decisions = await decisionsByIds(
        tx,
        place.id,
        listed.records.map(({ id }) => id),
      );
      if (!first) return { ...listed, decisions, late: [], priorities: [], meetings: [] };
      const due = await recordsDue(tx, { placeId: place.id, before: today, signedIn, type: 'commitment', limit: 6 });
      return {
        ...listed,
        decisions,
        late: await commitmentsByIds(
          tx,
          place.id,
          due.map(({ id }) => id),
        ),
        priorities: (await recordsOfType(tx, { placeId: place.id, type: 'priority', signedIn, limit: 6 })).records,
        meetings: await meetingsList(tx, { placeId: place.id, today, limit: 3 }),
      };
    });
    return {
      title: t('platform.nav.decisions'),
      under: '/decisions',
      body: (
        <>
          <PageHeading title={t('decide.decisions.title')}>
            <p>{t('decide.decisions.lead')}</p>
          </PageHeading>
          <Actions>
            <LinkButton href="/commitments">{t('decide.commitments.title')}</LinkButton>
            <LinkButton href="/meetings" kind="quiet">
              {t('decide.meetings.title')}
            </LinkButton>
            {mayWriteDown.mightEver(actor) && (
              <LinkButton href="/decisions/new" kind="quiet">
                {t('decide.decision.new')}
              </LinkButton>
            )}
            {mayHost.mightEver(actor) && (
              <LinkButton href="/panels/new" kind="quiet">
                {t('decide.panel.new')}
              </LinkButton>
            )}
          </Actions>
          {late.length > 0 && (
            <Section
              title={t('decide.decisions.late')}
              id="late"
              more={{ href: '/commitments', label: t('decide.all') }}
            >
              <Commitments t={t} commitments={late} today={today} />
            </Section>
          )}
          {meetings.length > 0 && (
            <Section title={t('decide.meetings.next')} more={{ href: '/meetings', label: t('decide.all') }}>
              <List kind="rows">
                {meetings.map((meeting) => (
                  <ListItem
                    key={meeting.id}
                    title={<span dir="auto">{meeting.title}</span>}
                    href={`/meetings/${meeting.id}`}
                    step="decided"
                    label={meetingWhen(t, meeting)}
                  >
                    {meeting.body}
                  </ListItem>
                ))}
              </List>
            </Section>
          )}
          <Section title={t('decide.decisions.made')}>
            {records.length === 0 ? (
              <Empty icon="scale" title={t('decide.decisions.none')} />
            ) : (
              <List kind="rows">
                {records.map((record) => {
                  const decision = decisions.get(record.id);
                  return (
                    <ListItem
                      key={record.id}
                      title={<span dir="auto">{record.title}</span>}
                      href={`/decisions/${record.id}`}
                      step="decided"
                      label={[t.date(record.onDay), decision && t(`decide.power.${decision.power}`)]
                        .filter(Boolean)
                        .join(' · ')}
                    >
                      <p>
                        {decision && t('decide.decision.by', { who: decision.decidedBy })}
                        {record.state === 'no-direct' && <> {t('decide.involvement.none')}.</>}
                      </p>
                    </ListItem>
                  );
                })}
              </List>
            )}
            {next && <Pagination next={`/decisions?before=${next}`} />}
          </Section>
          {priorities.length > 0 && (
            <Section title={t('decide.priorities.title')}>
              <List kind="rows">
                {priorities.map((record) => (
                  <ListItem
                    key={record.id}
                    title={<span dir="auto">{record.title}</span>}
                    href={`/priorities/${record.id}`}
                    step="decided"
                    label={t.date(record.onDay)}
                  >
                    {record.line && t('decide.priority.by', { who: record.line })}
                  </ListItem>
                ))}
              </List>
            </Section>
          )}
        </>
      ),
    };
  },
});

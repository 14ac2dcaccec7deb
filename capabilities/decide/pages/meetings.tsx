import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import type { Translator } from '@upwell/platform/i18n';
import { refuse } from '@upwell/platform/outcome';
import { Actions, Empty, LinkButton, List, ListItem, PageHeading, Pagination, Section } from '@upwell/platform/ui';
import { dayOf } from '@upwell/thread';
import { z } from 'zod';
import { type Meeting, meetingsList } from '../meetings.ts';
import { readMark } from '../page-mark.ts';
import { mayWriteDown } from '../rules.ts';
import { meetingWhen } from './meeting-words.ts';

const PAGE = 20;

/** The forward plan of open meetings, and those that have been. */
export const meetingsPage = page({
  name: 'decide.meetings',
  path: '/meetings',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ before: z.string().max(60).optional() }),
  async view(context, { query }) {
    const { t, place, now, actor } = context;
    const today = dayOf(now, place.timeZone);
    const before = readMark(query.before);
    if (before === 'wrong') return refuse('not-found');
    const { coming, past } = await context.read(async (tx) => ({
      coming: before ? [] : await meetingsList(tx, { placeId: place.id, today, limit: 60 }),
      past: await meetingsList(tx, { placeId: place.id, today, past: true, before, limit: PAGE + 1 }),
    }));
    const shown = past.slice(0, PAGE);
    const last = past.length > PAGE ? shown.at(-1) : undefined;
    return {
      title: t('decide.meetings.title'),
      under: '/decisions',
      body: (
        <>
          <PageHeading title={t('decide.meetings.title')}>
            <p>{t('decide.meetings.lead')}</p>
          </PageHeading>
          {mayWriteDown.mightEver(actor) && (
            <Actions>
              <LinkButton href="/meetings/new">{t('decide.meeting.new')}</LinkButton>
            </Actions>
          )}
          {!before && (
            <Section title={t('decide.meetings.next')}>
              {coming.length === 0 ? (
                <Empty icon="calendar" title={t('decide.meetings.none')} />
              ) : (
                <Meetings t={t} meetings={coming} />
              )}
            </Section>
          )}
          {shown.length > 0 && (
            <Section title={t('decide.meetings.past')}>
              <Meetings t={t} meetings={shown} />
            </Section>
          )}
          {last && <Pagination next={`/meetings?before=${last.heldOn}_${last.id}`} />}
        </>
      ),
    };
  },
});

const Meetings = ({ t, meetings }: { t: Translator; meetings: readonly Meeting[] }) => (
  <List kind="rows">
    {meetings.map((meeting) => (
      <ListItem
        key={meeting.id}
        title={<span dir="auto">{meeting.title}</span>}
        href={`/meetings/${meeting.id}`}
        step="decided"
        label={meetingWhen(t, meeting)}
      >
        {`${meeting.body} · ${meeting.venue}`}
      </ListItem>
    ))}
  </List>
);

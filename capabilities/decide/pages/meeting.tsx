import { contributionsOf, OtherWays, SayFields } from '@upwell/listen';
import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Button,
  Card,
  Empty,
  Form,
  LinkButton,
  List,
  ListItem,
  Notice,
  PageHeading,
  Quote,
  Section,
  SummaryList,
} from '@upwell/platform/ui';
import { dayOf, recordsOfType } from '@upwell/thread';
import { answersTo, meetingById, papersOf } from '../meetings.ts';
import { aheadOf, dayAfter, PAPERS_DAYS_AHEAD } from '../model.ts';
import { decisionsOfMeeting } from '../queries.ts';
import { mayAnswerFor } from '../rules.ts';
import { seatsOf } from '../seats.ts';
import { meetingWhen, phoneWords } from './meeting-words.ts';

/** An open meeting: when, where, how to join and to challenge, its papers with what went into them, its decisions. */
export const meetingPage = page({
  name: 'decide.meeting',
  path: '/meetings/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, now, actor } = context;
    const id = params.id as string;
    const signedIn = actor.personId !== null;
    const found = await context.read(async (tx) => {
      const meeting = await meetingById(tx, place.id, id);
      if (!meeting) return null;
      const said = await contributionsOf(tx, {
        placeId: place.id,
        conversationId: meeting.challenges,
        signedIn,
        limit: 50,
      });
      const heads = await recordsOfType(tx, { placeId: place.id, type: 'paper', parentId: id, signedIn, limit: 200 });
      return {
        meeting,
        said,
        papers: await papersOf(tx, place.id, id),
        noDirect: new Set(heads.records.filter(({ state }) => state === 'no-direct').map((head) => head.id)),
        decisions: await decisionsOfMeeting(tx, place.id, id),
        seats: meeting.groupId ? await seatsOf(tx, place.id, meeting.groupId, meeting.heldOn) : [],
        answers: await answersTo(
          tx,
          place.id,
          said.map((each) => each.id),
        ),
      };
    });
    if (!found) return refuse('not-found');
    const { meeting, said, papers, noDirect, decisions, seats, answers } = found;
    const today = dayOf(now, place.timeZone);
    const open = meeting.heldOn >= today;
    const runs = mayAnswerFor.may(actor, meeting);
    const host = actor.powers.has('host');
    const phone = (
      <a href={`tel:${meeting.phone.replace(/[^\d+]/g, '')}`} dir="ltr">
        {meeting.phone}
      </a>
    );
    return {
      title: meeting.title,
      under: '/decisions',
      description: `${meeting.body} · ${meetingWhen(t, meeting)}`,
      body: (
        <>
          <PageHeading
            kicker={t('decide.meeting.kicker', { body: meeting.body })}
            title={<span dir="auto">{meeting.title}</span>}
          >
            <p>{meetingWhen(t, meeting)}</p>
          </PageHeading>
          {meeting.about && <p dir="auto">{meeting.about}</p>}
          <SummaryList
            items={[
              { term: t('decide.meeting.venue'), value: <span dir="auto">{meeting.venue}</span> },
              {
                term: t('decide.meeting.link'),
                value: meeting.link ? (
                  <a href={meeting.link}>{t('decide.meeting.join')}</a>
                ) : (
                  t('decide.meeting.no-link')
                ),
              },
              { term: t('decide.meeting.phone'), value: phone },
              ...(meeting.recording
                ? [
                    {
                      term: t('decide.meeting.recording'),
                      value: <a href={meeting.recording}>{t('decide.meeting.hear-again')}</a>,
                    },
                  ]
                : []),
              ...(seats.length > 0
                ? [
                    {
                      term: t('decide.meeting.seats'),
                      value: seats.map((seat, index) => (
                        <p key={index} dir="auto">
                          {seat}
                        </p>
                      )),
                    },
                  ]
                : []),
            ]}
          />
          <p>
            <a href={`/api/meetings/${id}/ics`}>{t('decide.meeting.calendar')}</a>
          </p>
          <Section title={t('decide.meeting.papers')} id="papers">
            <p className="quiet">
              {t('decide.meeting.rule', {
                days: PAPERS_DAYS_AHEAD,
                date: t.date(dayAfter(meeting.heldOn, -PAPERS_DAYS_AHEAD)),
              })}
            </p>
            {papers.length === 0 ? (
              <Empty icon="book" title={t('decide.meeting.no-papers')} />
            ) : (
              <List kind="rows">
                {papers.map((paper) => {
                  const { days, late } = aheadOf(paper.publishedOn, meeting.heldOn);
                  return (
                    <ListItem
                      key={paper.id}
                      title={<span dir="auto">{paper.title}</span>}
                      href={`/papers/${paper.id}`}
                      step={late || noDirect.has(paper.id) ? 'slipped' : 'decided'}
                      label={[
                        noDirect.has(paper.id) && t('decide.involvement.none'),
                        t(late ? 'decide.paper.late' : 'decide.paper.ahead', { days }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    >
                      <p>
                        <span dir="auto">{paper.summary}</span>
                      </p>
                    </ListItem>
                  );
                })}
              </List>
            )}
          </Section>
          {decisions.length > 0 && (
            <Section title={t('decide.decisions.made')}>
              <List kind="rows">
                {decisions.map((decision) => (
                  <ListItem
                    key={decision.id}
                    title={<span dir="auto">{decision.decided}</span>}
                    href={`/decisions/${decision.id}`}
                    step="decided"
                    label={t(`decide.power.${decision.power}`)}
                  />
                ))}
              </List>
            </Section>
          )}
          <Section title={t('decide.meeting.challenges')} id="challenges">
            {open ? (
              <>
                <Notice title={t('decide.meeting.by-phone', { number: phoneWords(t, meeting.phone) })}>
                  {t('decide.meeting.by-phone.how', { body: meeting.body })}
                </Notice>
                <Card kind="strong">
                  <Form action="/say" hidden={{ ...context.hidden(), conversation: meeting.challenges }}>
                    <SayFields t={t} label={t('decide.meeting.challenge')} />
                    <Button>{t('decide.meeting.challenge.button')}</Button>
                  </Form>
                  <OtherWays t={t} place={place} />
                </Card>
              </>
            ) : (
              <p className="quiet">{t('decide.meeting.over')}</p>
            )}
          </Section>
          {said.length > 0 && (
            <Section title={t('decide.meeting.put', { n: said.length })}>
              {said.map((each) => {
                const answer = answers.get(each.id);
                return (
                  <div key={each.id}>
                    <Quote
                      small
                      lang={each.lang}
                      by={
                        <a href={`/said/${each.id}`}>
                          {[
                            each.shownName ??
                              t(each.source === 'direct' ? 'decide.byline.direct' : `decide.source.${each.source}`),
                            t(`decide.channel.${each.channel}`),
                            t.date(each.madeAt),
                          ].join(' · ')}
                        </a>
                      }
                    >
                      {each.words}
                    </Quote>
                    {answer ? (
                      <Card
                        step="told"
                        label={t('decide.meeting.answer', { by: answer.by, date: t.date(answer.at) })}
                        level={3}
                      >
                        <p dir="auto">{answer.words}</p>
                      </Card>
                    ) : host ? (
                      <p>
                        <a href={`/thread/${each.id}/reply`}>{t('decide.meeting.give-answer')}</a>
                      </p>
                    ) : (
                      <p className="quiet">{t('decide.meeting.no-answer')}</p>
                    )}
                  </div>
                );
              })}
            </Section>
          )}
          <Actions>
            <LinkButton kind="quiet" href={`/thread/${id}`}>
              {t('decide.thread')}
            </LinkButton>
            {runs && open && (
              <LinkButton kind="quiet" href={`/meetings/${id}/papers/new`}>
                {t('decide.paper.new')}
              </LinkButton>
            )}
            {host && open && (
              <LinkButton kind="quiet" href={`/conversations/${meeting.challenges}/take-down`}>
                {t('decide.meeting.take-down')}
              </LinkButton>
            )}
            {runs && meeting.heldOn <= today && (
              <>
                <LinkButton kind="quiet" href={`/decisions/new?meeting=${id}`}>
                  {t('decide.decision.new')}
                </LinkButton>
                <LinkButton kind="quiet" href={`/meetings/${id}/recording`}>
                  {t('decide.recording.title')}
                </LinkButton>
              </>
            )}
          </Actions>
        </>
      ),
    };
  },
});

import { contributionsOf, conversationById } from '@upwell/listen';
import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Details,
  Empty,
  LinkButton,
  PageHeading,
  PowerLevel,
  Quote,
  Section,
  SummaryList,
  Timeline,
} from '@upwell/platform/ui';
import { countsOf, dayOf } from '@upwell/thread';
import { overdueFirst, publicCount, SMALLEST_COUNT, sessionDays } from '../model.ts';
import { panelById, recommendationsOf, sessionsOf, shownNames, verdictsOf } from '../panels.ts';
import { mayAnswerFor } from '../rules.ts';
import { RecommendationCard } from './recommendation-list.tsx';

/** A citizens' panel: its remit and what can change, its sessions and the roles that listened, what it asked for and was answered. */
export const panelPage = page({
  name: 'decide.panel',
  path: '/panels/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, now, actor } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const panel = await panelById(tx, place.id, id);
      const conversation = panel && (await conversationById(tx, place.id, id));
      if (!panel || !conversation) return null;
      return {
        panel,
        conversation,
        sessions: await sessionsOf(tx, place.id, id),
        recommendations: await recommendationsOf(tx, place.id, id),
        verdicts: await verdictsOf(tx, place.id, id),
        names: await shownNames(tx, place.id, id),
        counts: await countsOf(tx, place.id, id),
        said: await contributionsOf(tx, {
          placeId: place.id,
          conversationId: id,
          signedIn: actor.personId !== null,
          limit: 3,
        }),
      };
    });
    if (!found) return refuse('not-found');
    const { panel, conversation, sessions, recommendations, verdicts, names, counts, said } = found;
    const today = dayOf(now, place.timeZone);
    const host = actor.powers.has('host');
    const planned = sessionDays(panel.firstOn, panel.sessions, panel.everyDays);
    const allHeld = sessions.length >= panel.sessions;
    return {
      title: conversation.question,
      under: '/decisions',
      description: conversation.canChange,
      body: (
        <>
          <PageHeading
            kicker={t('decide.panel.kicker', { host: conversation.host, date: t.date(panel.firstOn) })}
            title={<span dir="auto">{conversation.question}</span>}
          >
            {conversation.about && <p dir="auto">{conversation.about}</p>}
          </PageHeading>
          <Section title={t('decide.panel.can-change')}>
            <p dir="auto">{conversation.canChange}</p>
            <PowerLevel level={conversation.power} />
          </Section>
          {recommendations.length > 0 && (
            <Section title={t('decide.panel.asked', { n: recommendations.length })} id="recommendations">
              {overdueFirst(recommendations, today).map((recommendation) => (
                <RecommendationCard
                  key={recommendation.id}
                  t={t}
                  recommendation={recommendation}
                  verdicts={verdicts.get(recommendation.id)}
                  today={today}
                  mayAnswer={mayAnswerFor.may(actor, recommendation)}
                />
              ))}
              {recommendations.some(({ answer }) => answer !== null) && (
                <Actions>
                  <LinkButton href={`/panels/${id}/heard`}>{t('decide.heard.member')}</LinkButton>
                </Actions>
              )}
            </Section>
          )}
          <Section title={t('decide.panel.sessions')} id="sessions">
            <p>
              {t('decide.panel.rhythm', {
                members: panel.members,
                sessions: panel.sessions,
                hours: t.number(panel.minutes / 60, { maximumFractionDigits: 2 }),
                days: panel.everyDays,
              })}{' '}
              {t(allHeld ? 'decide.panel.all-held' : 'decide.panel.held', { held: sessions.length })}
            </p>
            <Timeline
              label={t('decide.panel.sessions')}
              items={planned.map((day, index) => {
                const held = sessions[index];
                const came = held ? publicCount(held.attended) : null;
                return {
                  when: t.date(held?.heldOn ?? day),
                  iso: held?.heldOn ?? day,
                  step: held ? ('done' as const) : ('quiet' as const),
                  what: t('decide.panel.session', { n: index + 1, of: panel.sessions }),
                  who: held
                    ? t('decide.panel.listened', { roles: t.list(held.listened) })
                    : day < today
                      ? t('decide.panel.not-written')
                      : undefined,
                  children: held && (
                    <>
                      <p className="quiet">
                        {came === null
                          ? t('decide.panel.few-came', { n: SMALLEST_COUNT })
                          : t('decide.panel.came', { n: came })}
                      </p>
                      {held.note && <p dir="auto">{held.note}</p>}
                    </>
                  ),
                };
              })}
            />
          </Section>
          <Section title={t('decide.panel.experiences', { n: counts.get('contribution') ?? 0 })}>
            {said.length === 0 ? (
              <Empty icon="ear" title={t('decide.panel.no-experiences')} />
            ) : (
              said.map((each) => (
                <Quote key={each.id} small lang={each.lang} by={each.shownName ?? t('decide.panel.member')}>
                  {each.words}
                </Quote>
              ))
            )}
            <p>
              <a href={`/conversations/${id}`}>{t('decide.panel.all-said')}</a>
            </p>
          </Section>
          <Section title={t('decide.panel.who')}>
            <SummaryList
              items={[
                { term: t('decide.panel.recruited'), value: <span dir="auto">{panel.recruited}</span> },
                {
                  term: t('decide.panel.members'),
                  value:
                    names.length > 0 ? t('decide.panel.names', { names: t.list(names) }) : t('decide.panel.private'),
                },
                { term: t('decide.panel.reply-due'), value: t.date(conversation.replyDue) },
              ]}
            />
          </Section>
          <Actions>
            <LinkButton href={`/thread/${id}`}>{t('decide.thread')}</LinkButton>
          </Actions>
          {host && (
            <Details summary={t('decide.panel.host-tools')}>
              <Actions>
                {!allHeld && <LinkButton href={`/panels/${id}/sessions/new`}>{t('decide.session.new')}</LinkButton>}
                <LinkButton kind="quiet" href={`/conversations/${id}/take-down`}>
                  {t('decide.panel.take-down')}
                </LinkButton>
                <LinkButton kind="quiet" href={`/panels/${id}/recommendations/new`}>
                  {t('decide.recommendation.new')}
                </LinkButton>
                <LinkButton kind="quiet" href={`/panels/${id}/members`}>
                  {t('decide.members.title')}
                </LinkButton>
                <LinkButton kind="quiet" href={`/thread/${id}/reply`}>
                  {t('decide.panel.reply')}
                </LinkButton>
              </Actions>
            </Details>
          )}
        </>
      ),
    };
  },
});

import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  LinkButton,
  List,
  ListItem,
  PageHeading,
  PowerLevel,
  Section,
  SummaryList,
} from '@upwell/platform/ui';
import { dayOf, historyOf, pathOf, recordHead } from '@upwell/thread';
import { commitmentsFrom } from '../commitments.ts';
import { meetingById } from '../meetings.ts';
import { decisionById, inputsOf, weighedIn } from '../queries.ts';
import { mayAnswerFor } from '../rules.ts';
import { Commitments } from './commitment-list.tsx';
import { HistorySection } from './history.tsx';
import { InputsTable, InvolvementStatement } from './involvement.tsx';

/** One decision: what was decided, whether people spoke for themselves, who decided with which power, why, and what is promised. */
export const decisionPage = page({
  name: 'decide.decision',
  path: '/decisions/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor, now } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const decision = await decisionById(tx, place.id, id);
      if (!decision || !(await recordHead(tx, place.id, id, actor.personId !== null))) return null;
      return {
        decision,
        inputs: await inputsOf(tx, {
          placeId: place.id,
          recordId: id,
          until: decision.decidedOn,
          timeZone: place.timeZone,
        }),
        weighed: await weighedIn(tx, place.id, id),
        promises: await commitmentsFrom(tx, place.id, id),
        meeting: decision.meetingId ? await meetingById(tx, place.id, decision.meetingId) : null,
        history: await historyOf(tx, place.id, id),
      };
    });
    if (!found) return refuse('not-found');
    const { decision, inputs, weighed, promises, meeting, history } = found;
    const today = dayOf(now, place.timeZone);
    const mayChange = mayAnswerFor.may(actor, decision);
    return {
      title: decision.decided,
      under: '/decisions',
      description: decision.reason,
      body: (
        <>
          {inputs.involvement.noDirect && <InvolvementStatement t={t} involvement={inputs.involvement} />}
          <PageHeading
            kicker={t('decide.decision.kicker', { who: decision.decidedBy, date: t.date(decision.decidedOn) })}
            title={<span dir="auto">{decision.decided}</span>}
          >
            <p dir="auto">{decision.question}</p>
          </PageHeading>
          {!inputs.involvement.noDirect && <InvolvementStatement t={t} involvement={inputs.involvement} />}
          <Section title={t('decide.decision.why')}>
            <p dir="auto">{decision.reason}</p>
          </Section>
          <Section title={t('decide.decision.who')}>
            <p dir="auto">{t('decide.decision.by', { who: decision.decidedBy })}</p>
            <PowerLevel level={decision.power}>
              {decision.conversationId && (
                <a href={`/conversations/${decision.conversationId}`}>{t('decide.decision.locked')}</a>
              )}
            </PowerLevel>
            {decision.seats.length > 0 && (
              <SummaryList
                items={[
                  {
                    term: t('decide.decision.seats'),
                    value: decision.seats.map((seat) => (
                      <p key={seat} dir="auto">
                        {seat}
                      </p>
                    )),
                  },
                ]}
              />
            )}
            {meeting && (
              <p>
                <a href={`/meetings/${meeting.id}`}>
                  {t('decide.decision.at-meeting', { title: meeting.title, date: t.date(meeting.heldOn) })}
                </a>
              </p>
            )}
          </Section>
          {(decision.framing || decision.options.length > 0) && (
            <Section title={t('decide.decision.options')}>
              {decision.framing && <p dir="auto">{decision.framing}</p>}
              {decision.options.length > 0 && (
                <ul>
                  {decision.options.map((option) => (
                    <li key={option} dir="auto">
                      {option}
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          )}
          <InputsTable t={t} inputs={inputs} />
          {weighed.length > 0 && (
            <Section title={t('decide.decision.weighed')}>
              <List kind="rows">
                {weighed.map((each) => (
                  <ListItem
                    key={each.id}
                    title={<span dir="auto">{each.title}</span>}
                    href={pathOf(each.type, each.id)}
                    step={each.type === 'conversation' ? 'said' : each.type === 'insight' ? 'means' : 'decided'}
                    label={t(`decide.weighed.${each.type}`)}
                  />
                ))}
              </List>
            </Section>
          )}
          <Section title={t('decide.decision.promised')}>
            {promises.length === 0 ? (
              <p className="quiet">{t('decide.decision.no-promise')}</p>
            ) : (
              <Commitments t={t} commitments={promises} today={today} />
            )}
          </Section>
          {decision.reviewOn && (
            <p className="quiet">{t('decide.decision.review', { date: t.date(decision.reviewOn) })}</p>
          )}
          <HistorySection t={t} entries={history} />
          <Actions>
            <LinkButton href={`/thread/${id}`}>{t('decide.thread')}</LinkButton>
            {mayChange && (
              <>
                <LinkButton kind="quiet" href={`/commitments/new?from=${id}`}>
                  {t('decide.commitment.new')}
                </LinkButton>
                {actor.powers.has('host') && (
                  <LinkButton kind="quiet" href={`/activities/new?from=${id}`}>
                    {t('act.open.title')}
                  </LinkButton>
                )}
                <LinkButton kind="quiet" href={`/weighed/${id}/inputs`}>
                  {t('decide.input.add')}
                </LinkButton>
              </>
            )}
          </Actions>
        </>
      ),
    };
  },
});

import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Actions, LinkButton, Notice, PageHeading, Section } from '@upwell/platform/ui';
import { historyOf, recordHead } from '@upwell/thread';
import { paperById } from '../meetings.ts';
import { aheadOf, PAPERS_DAYS_AHEAD } from '../model.ts';
import { inputsOf } from '../queries.ts';
import { mayAnswerFor } from '../rules.ts';
import { HistorySection } from './history.tsx';
import { InputsTable, InvolvementStatement } from './involvement.tsx';
import { meetingWhen } from './meeting-words.ts';

/** A paper for an open meeting. Whether people spoke for themselves stands at its top (DE07). */
export const paperPage = page({
  name: 'decide.paper',
  path: '/papers/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const paper = await paperById(tx, place.id, id);
      if (!paper || !(await recordHead(tx, place.id, id, actor.personId !== null))) return null;
      return {
        paper,
        inputs: await inputsOf(tx, {
          placeId: place.id,
          recordId: id,
          until: paper.publishedOn,
          timeZone: place.timeZone,
        }),
        history: await historyOf(tx, place.id, id),
      };
    });
    if (!found) return refuse('not-found');
    const { paper, inputs, history } = found;
    const { meeting } = paper;
    const { days, late } = aheadOf(paper.publishedOn, meeting.heldOn);
    return {
      title: paper.title,
      under: '/decisions',
      description: paper.summary,
      body: (
        <>
          {inputs.involvement.noDirect && <InvolvementStatement t={t} involvement={inputs.involvement} />}
          <PageHeading
            kicker={
              <a href={`/meetings/${meeting.id}`}>
                {t('decide.paper.kicker', { title: meeting.title, when: meetingWhen(t, meeting) })}
              </a>
            }
            title={<span dir="auto">{paper.title}</span>}
          >
            <p dir="auto">{paper.summary}</p>
          </PageHeading>
          {!inputs.involvement.noDirect && <InvolvementStatement t={t} involvement={inputs.involvement} />}
          {late ? (
            <Notice kind="care" title={t('decide.paper.late', { days })}>
              {t('decide.paper.late.words', { days: PAPERS_DAYS_AHEAD })}
            </Notice>
          ) : (
            <p className="quiet">{t('decide.paper.published', { date: t.date(paper.publishedOn), days })}</p>
          )}
          {paper.asks && (
            <Section title={t('decide.paper.asks')}>
              <p dir="auto">{paper.asks}</p>
            </Section>
          )}
          {paper.text && (
            <Section title={t('decide.paper.text')}>
              {paper.text.split(/\n{2,}/).map((paragraph, index) => (
                <p key={index} dir="auto">
                  {paragraph}
                </p>
              ))}
            </Section>
          )}
          <InputsTable t={t} inputs={inputs} />
          <HistorySection t={t} entries={history} />
          <Actions>
            <LinkButton href={`/meetings/${meeting.id}#challenges`}>{t('decide.meeting.challenge.title')}</LinkButton>
            <LinkButton kind="quiet" href={`/thread/${id}`}>
              {t('decide.thread')}
            </LinkButton>
            {mayAnswerFor.may(actor, meeting) && (
              <LinkButton kind="quiet" href={`/weighed/${id}/inputs`}>
                {t('decide.input.add')}
              </LinkButton>
            )}
          </Actions>
        </>
      ),
    };
  },
});

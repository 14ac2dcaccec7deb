import { conversationById } from '@upwell/listen';
import { anyone } from '@upwell/platform/access';
import { form, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Button,
  DateField,
  Form,
  LinkButton,
  PageHeading,
  Radios,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { dayOf, historyOf } from '@upwell/thread';
import { z } from 'zod';
import { answerRecommendation } from '../actions/answer-recommendation.ts';
import { sayHeard } from '../actions/say-heard.ts';
import { answers, verdicts } from '../model.ts';
import {
  memberByCode,
  panelById,
  recommendationById,
  recommendationsOf,
  verdictsOf,
  verdictsOfMember,
} from '../panels.ts';
import { mayAnswerFor } from '../rules.ts';
import { HistorySection } from './history.tsx';
import { RecommendationCard } from './recommendation-list.tsx';

/** One recommendation, its answer, and its history. */
export const recommendationPage = page({
  name: 'decide.recommendation',
  path: '/recommendations/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, now, actor } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const recommendation = await recommendationById(tx, place.id, id);
      const conversation = recommendation && (await conversationById(tx, place.id, recommendation.panelId));
      if (!recommendation || !conversation) return null;
      return {
        recommendation,
        conversation,
        verdicts: (await verdictsOf(tx, place.id, recommendation.panelId)).get(id),
        history: await historyOf(tx, place.id, id),
      };
    });
    if (!found) return refuse('not-found');
    const { recommendation, conversation, verdicts: marked, history } = found;
    return {
      title: recommendation.words,
      under: '/decisions',
      body: (
        <>
          <PageHeading
            kicker={<a href={`/panels/${recommendation.panelId}`}>{conversation.question}</a>}
            title={t('decide.recommendation.title')}
          />
          <RecommendationCard
            t={t}
            recommendation={recommendation}
            verdicts={marked}
            today={dayOf(now, place.timeZone)}
            mayAnswer={mayAnswerFor.may(actor, recommendation)}
          />
          <HistorySection t={t} entries={history} />
          <Actions>
            <LinkButton href={`/thread/${id}`}>{t('decide.thread')}</LinkButton>
          </Actions>
        </>
      ),
    };
  },
});

/** Answering a recommendation in writing. */
export const answerForm = form({
  name: 'decide.answerRecommendation',
  path: '/recommendations/:id/answer',
  limit: 'write',
  action: answerRecommendation,
  async view(context, { params, state }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const recommendation = await context.read((tx) => recommendationById(tx, place.id, id));
    if (!recommendation) return refuse('not-found');
    if (!mayAnswerFor.may(actor, recommendation)) return refuse('not-allowed');
    return {
      title: t('decide.answer.title'),
      under: '/decisions',
      private: true,
      body: (
        <>
          <PageHeading
            kicker={<a href={`/recommendations/${id}`}>{recommendation.words}</a>}
            title={t('decide.answer.title')}
          >
            <p>{t('decide.answer.lead')}</p>
          </PageHeading>
          <Form action={`/recommendations/${id}/answer`} hidden={context.hidden()} {...state}>
            <Radios
              name="answer"
              label={t('decide.answer.question')}
              choices={answers.map((answer) => ({
                value: answer,
                label: t(`decide.answer.${answer}`),
                hint: t(`decide.answer.${answer}.hint`),
              }))}
            />
            <TextArea name="reason" label={t('decide.answer.reason')} hint={t('decide.commitment.reason.hint')} />
            <TextField
              name="owner"
              label={t('decide.answer.owner')}
              hint={t('decide.commitment.owner.hint')}
              value={recommendation.owedBy}
            />
            <TextArea
              name="promise"
              label={t('decide.answer.promise')}
              hint={t('decide.answer.promise.hint')}
              rows={2}
              optional
            />
            <DateField name="byDay" label={t('decide.answer.by-day')} hint={t('decide.answer.by-day.hint')} />
            <Button>{t('decide.answer.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string; panelId: string }) => ({
    to: `/panels/${output.panelId}#r-${output.id}`,
    notice: 'decide.notice.answered',
  }),
});

/** A member's own page: with the code on their slip they mark each answer. Nobody else sees what they marked. */
export const heardForm = form({
  name: 'decide.sayHeard',
  path: '/panels/:id/heard',
  limit: 'sign-in',
  action: sayHeard,
  query: z.strictObject({ code: z.string().max(80).optional() }),
  async view(context, { params, query, state }) {
    const { t, place, services } = context;
    const id = params.id as string;
    const typed = typeof state.typed.code === 'string' ? state.typed.code : query.code;
    const found = await context.read(async (tx) => {
      const panel = await panelById(tx, place.id, id);
      const conversation = panel && (await conversationById(tx, place.id, id));
      if (!conversation) return null;
      const member = typed ? await memberByCode(tx, services.sealer, { placeId: place.id, panelId: id, typed }) : null;
      return {
        conversation,
        member,
        answered: (await recommendationsOf(tx, place.id, id)).filter(({ answer }) => answer !== null),
        marked: member ? await verdictsOfMember(tx, place.id, member.id) : new Map(),
      };
    });
    if (!found) return refuse('not-found');
    const { conversation, member, answered, marked } = found;
    const heading = (
      <PageHeading kicker={<a href={`/panels/${id}`}>{conversation.question}</a>} title={t('decide.heard.question')}>
        <p>{t('decide.heard.lead')}</p>
      </PageHeading>
    );
    const codeField = (
      <TextField
        name="code"
        label={t('thread.code.label')}
        hint={t('thread.code.hint')}
        width={20}
        spellCheck={false}
        error={typed ? t('thread.code.unknown') : undefined}
        value={typed}
      />
    );
    return {
      title: t('decide.heard.question'),
      under: '/decisions',
      private: true,
      body: member ? (
        <>
          {heading}
          <Form action={`/panels/${id}/heard`} hidden={{ ...context.hidden(), code: typed as string }} {...state}>
            {answered.map((recommendation) => (
              <Radios
                key={recommendation.id}
                name={`r-${recommendation.id}`}
                label={recommendation.words}
                hint={`${t(`decide.answer.${recommendation.answer}`)}. ${recommendation.reason}`}
                value={marked.get(recommendation.id)}
                choices={verdicts.map((verdict) => ({ value: verdict, label: t(`decide.heard.${verdict}`) }))}
              />
            ))}
            <TextField
              name="name"
              label={t('decide.heard.name')}
              hint={t('decide.heard.name.hint')}
              value={member.shownName ?? undefined}
              optional
            />
            <Button>{t('platform.button.send')}</Button>
          </Form>
        </>
      ) : (
        <>
          {heading}
          <Form action={`/panels/${id}/heard`} method="get">
            {codeField}
            <Button>{t('thread.code.show')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/panels/${output.id}#recommendations`, notice: 'decide.notice.heard' }),
});

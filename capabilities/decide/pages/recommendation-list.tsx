import type { Translator } from '@upwell/platform/i18n';
import { Card, State, type StateName, SummaryList } from '@upwell/platform/ui';
import { daysBetween } from '@upwell/thread';
import { type Answer, publicCount, SMALLEST_COUNT, type Verdict } from '../model.ts';
import type { Recommendation } from '../panels.ts';

const looks: Record<Answer, StateName> = { yes: 'kept', partly: 'waiting', no: 'closed' };

/** How many felt heard and how many did not, where that many marked it; otherwise only that it is fewer. */
export function heardWords(t: Translator, verdicts: Record<Verdict, number> | undefined): string {
  const count = (verdict: Verdict) => {
    const n = publicCount(verdicts?.[verdict] ?? 0);
    return n === null ? t('decide.heard.few', { n: SMALLEST_COUNT }) : t.number(n);
  };
  return t('decide.heard.counts', { heard: count('heard'), notHeard: count('not-heard') });
}

/** One recommendation with its answer: yes, partly or no, why, who owns it, by when; or who owes the answer, and how late it is. */
export function RecommendationCard({
  t,
  recommendation,
  verdicts,
  today,
  mayAnswer,
}: {
  t: Translator;
  recommendation: Recommendation;
  verdicts: Record<Verdict, number> | undefined;
  today: string;
  mayAnswer: boolean;
}) {
  const { id, number, words, why, answer } = recommendation;
  const late = answer === null && recommendation.answerDue < today;
  const answerWords = {
    owner: recommendation.owedBy,
    date: t.date(recommendation.answerDue),
    days: daysBetween(recommendation.answerDue, today),
  };
  return (
    <Card
      id={`r-${id}`}
      level={3}
      kind={answer === null ? 'dry' : 'plain'}
      step={late ? 'slipped' : 'decided'}
      label={t('decide.recommendation.number', { n: number })}
      title={<span dir="auto">{words}</span>}
      href={`/recommendations/${id}`}
    >
      {why && <p dir="auto">{why}</p>}
      {answer === null ? (
        <p>
          <State is={late ? 'slipped' : 'waiting'}>
            {t(late ? 'decide.recommendation.late' : 'decide.recommendation.waiting', answerWords)}
          </State>
        </p>
      ) : (
        <>
          <p>
            <State is={looks[answer]}>{t(`decide.answer.${answer}`)}</State>
          </p>
          <SummaryList
            items={[
              { term: t('decide.answer.reason'), value: <span dir="auto">{recommendation.reason}</span> },
              { term: t('decide.answer.owner'), value: <span dir="auto">{recommendation.owner}</span> },
              {
                term: t(recommendation.byDay ? 'decide.answer.by-day' : 'decide.answer.answered'),
                value: t.date((recommendation.byDay ?? recommendation.answeredOn) as string),
              },
              { term: t('decide.heard.title'), value: heardWords(t, verdicts) },
            ]}
          />
          {recommendation.commitmentId && (
            <p>
              <a href={`/commitments/${recommendation.commitmentId}`}>{t('decide.answer.follow')}</a>
            </p>
          )}
        </>
      )}
      {answer === null && mayAnswer && (
        <p>
          <a href={`/recommendations/${id}/answer`}>{t('decide.answer.title')}</a>
        </p>
      )}
    </Card>
  );
}

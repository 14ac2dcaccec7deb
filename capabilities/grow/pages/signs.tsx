import { anyone } from '@upwell/platform/access';
import type { PageContext } from '@upwell/platform/http';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Card,
  Columns,
  Empty,
  LinkButton,
  List,
  ListItem,
  Notice,
  PageHeading,
  Section,
} from '@upwell/platform/ui';
import { dayOf, pathOf } from '@upwell/thread';
import { gapOf, nearest, type Sign, SMALL_GAP, signs } from '../model.ts';
import { openForRating } from '../phases.ts';
import { type Evidence, evidenceOf, type Results, type Round, resultsOf, roundById, roundsOf } from '../queries.ts';
import { GapScale } from './gap-scale.tsx';

/** The eight signs in the newest round. */
export const signsPage = page({
  name: 'grow.signs',
  path: '/signs',
  rule: anyone,
  limit: 'read',
  async view(context) {
    const { t, place, actor } = context;
    const found = await context.read(async (tx) => {
      const [newest, ...earlier] = await roundsOf(tx, place.id);
      return newest
        ? {
            newest,
            earlier,
            results: await resultsOf(tx, place.id, newest.id),
            evidence: await evidenceOf(tx, place.id, newest.id),
          }
        : null;
    });
    if (!found)
      return {
        title: t('grow.signs.title'),
        under: '/signs',
        body: (
          <>
            <PageHeading title={t('grow.signs.title')}>
              <p>{t('grow.signs.lead')}</p>
            </PageHeading>
            <Empty
              icon="leaf"
              title={t('grow.signs.none')}
              action={actor.powers.has('host') && <LinkButton href="/signs/new">{t('grow.ask.title')}</LinkButton>}
            />
            <EightSigns context={context} />
          </>
        ),
      };
    const { newest, earlier, results, evidence } = found;
    return {
      title: t('grow.signs.title'),
      under: '/signs',
      frame: 'wide',
      body: (
        <>
          <RoundView context={context} round={newest} results={results} evidence={evidence} />
          {earlier.length > 0 && (
            <Section title={t('grow.signs.earlier')}>
              <List>
                {earlier.map((round) => (
                  <ListItem key={round.id} title={round.title} href={`/signs/${round.id}`}>
                    {t('grow.signs.from-to', { from: t.date(round.openedOn), to: t.date(round.closesOn) })}
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

/** One round. */
export const roundPage = page({
  name: 'grow.round',
  path: '/signs/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { place } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const round = await roundById(tx, place.id, id);
      return (
        round && { round, results: await resultsOf(tx, place.id, id), evidence: await evidenceOf(tx, place.id, id) }
      );
    });
    if (!found) return refuse('not-found');
    return {
      title: found.round.title,
      under: '/signs',
      frame: 'wide',
      body: <RoundView context={context} {...found} />,
    };
  },
});

function RoundView({
  context,
  round,
  results,
  evidence,
}: {
  context: PageContext;
  round: Round;
  results: Results;
  evidence: readonly Evidence[];
}) {
  const { t, place, now, actor } = context;
  const isOpen = openForRating(round, dayOf(now, place.timeZone)) === null;
  return (
    <>
      <PageHeading
        kicker={t('grow.signs.kicker', {
          title: round.title,
          from: t.date(round.openedOn),
          to: t.date(round.closesOn),
        })}
        title={headlineOf(context, results)}
      >
        <p>{t('grow.signs.lead')}</p>
      </PageHeading>
      <Actions>
        {isOpen && <LinkButton href={`/signs/${round.id}/rate`}>{t('grow.rate.title')}</LinkButton>}
        {actor.powers.has('host') && (
          <LinkButton kind="quiet" href={`/signs/${round.id}/evidence`}>
            {t('grow.evidence.title')}
          </LinkButton>
        )}
        {actor.powers.has('host') && (
          <LinkButton kind="quiet" href={`/signs/${round.id}/work-on`}>
            {t('grow.work-on.title')}
          </LinkButton>
        )}
        {actor.powers.has('host') && !isOpen && (
          <LinkButton kind="quiet" href="/signs/new">
            {t('grow.ask.title')}
          </LinkButton>
        )}
      </Actions>
      {round.workingOn && (
        <Notice kind="info" title={t('grow.work-on.now')}>
          {t(`grow.sign.${round.workingOn}`)}
        </Notice>
      )}
      <Columns>
        {signs.map((sign) => {
          const gap = gapOf(results[sign]);
          return (
            <Card key={sign} title={t(`grow.sign.${sign}`)} label={gapWords(context, results, sign)} step="changed">
              <p className="quiet">{t(`grow.sign.${sign}.means`)}</p>
              <GapScale t={t} said={results[sign]} gap={gap} />
              <EvidenceLine context={context} evidence={evidence.filter((each) => each.sign === sign)} />
            </Card>
          );
        })}
      </Columns>
      <p className="quiet">{t('grow.signs.how')}</p>
      <p>
        <a href={`/thread/${round.id}`}>{t('grow.thread')}</a> · <a href="/api/signs">{t('grow.data')}</a>
      </p>
    </>
  );
}

/** The widest gap of all is the headline; there is no score. */
function headlineOf({ t }: PageContext, results: Results): string {
  const widest = signs
    .map((sign) => ({ sign, gap: gapOf(results[sign]) }))
    .filter(({ gap }) => gap !== null)
    .sort((one, other) => other.gap!.size - one.gap!.size)[0];
  if (!widest?.gap) return t('grow.headline.too-few');
  const { sign, gap } = widest;
  if (gap.size < SMALL_GAP) return t('grow.headline.close');
  return t('grow.headline.gap', {
    sign: t(`grow.sign.${sign}`),
    high: t(`grow.rater.${gap.high}`),
    highMark: t(`grow.mark.${nearest(results[sign][gap.high]!.mean)}`),
    low: t(`grow.rater.${gap.low}`),
    lowMark: t(`grow.mark.${nearest(results[sign][gap.low]!.mean)}`),
  });
}

function gapWords({ t }: PageContext, results: Results, sign: Sign): string {
  const gap = gapOf(results[sign]);
  if (!gap) return t('grow.gap.none-known');
  if (gap.size < SMALL_GAP) return t('grow.gap.small');
  return t('grow.gap.between', {
    high: t(`grow.rater.${gap.high}`),
    low: t(`grow.rater.${gap.low}`),
    steps: t.number(Math.round(gap.size * 10) / 10),
  });
}

function EvidenceLine({ context: { t }, evidence }: { context: PageContext; evidence: readonly Evidence[] }) {
  return (
    <p>
      <b>{t('grow.evidence.label')}</b>{' '}
      {evidence.length === 0
        ? t('grow.evidence.none')
        : evidence.map((each, index) => (
            <span key={each.id}>
              {index > 0 && ' · '}
              <a href={pathOf(each.type, each.id)}>{each.title}</a>
            </span>
          ))}
    </p>
  );
}

/** What the eight signs are, before anybody was asked. */
function EightSigns({ context: { t } }: { context: PageContext }) {
  return (
    <List>
      {signs.map((sign) => (
        <ListItem key={sign} level={2} title={t(`grow.sign.${sign}`)}>
          {t(`grow.sign.${sign}.means`)}
        </ListItem>
      ))}
    </List>
  );
}

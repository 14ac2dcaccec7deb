import { OtherWays, SayFields } from '@upwell/listen';
import { anyone, everyone } from '@upwell/platform/access';
import { data, page, type Surface } from '@upwell/platform/http';
import { translator } from '@upwell/platform/i18n';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Band,
  Button,
  Card,
  Columns,
  Empty,
  Form,
  Gallery,
  HomeStream,
  LinkButton,
  List,
  ListItem,
  PageHeading,
  renderPage,
  Section,
} from '@upwell/platform/ui';
import { countsOf, dayOf, isOverdue, pathOf, type RecordHead, recordsOfType, type Step, steps } from '@upwell/thread';
import { NIL } from 'uuid';
import type { Installation } from './installation.ts';
import { appWords } from './words.ts';

/** Which kept counts stand for which step of the stream. */
const countedAs: Record<Step, readonly string[]> = {
  said: ['contribution'],
  means: ['insight'],
  decided: ['decision'],
  promised: ['commitment', 'award'],
  done: ['activity', 'introduction'],
  changed: ['claim'],
  told: ['told'],
};

/** The home of a place: what people say, what is open, what is on, what was decided, what came of it. */
export const homePage = page({
  name: 'app.home',
  path: '/',
  rule: anyone,
  limit: 'read',
  async view(context) {
    const { t, place, now, actor } = context;
    if (place.id === NIL)
      return {
        title: t('start.title'),
        body: (
          <>
            <PageHeading title={t('start.title')}>
              <p>{t('start.lead')}</p>
            </PageHeading>
            <LinkButton href="/start">{t('platform.button.continue')}</LinkButton>
          </>
        ),
      };
    const today = dayOf(now, place.timeZone);
    const latest = (type: string, limit: number, state?: readonly string[]) => ({
      placeId: place.id,
      type,
      signedIn: actor.personId !== null,
      limit,
      ...(state && { state }),
    });
    const { counts, open, activities, decisions, promises, replies } = await context.read(async (tx) => {
      const [counts, open, activities, decisions, promises, replies] = await Promise.all([
        countsOf(tx, place.id, place.id),
        recordsOfType(tx, latest('conversation', 3, ['open'])),
        recordsOfType(tx, latest('activity', 3)),
        recordsOfType(tx, latest('decision', 3)),
        recordsOfType(tx, latest('commitment', 4)),
        recordsOfType(tx, latest('reply', 1)),
      ]);
      return { counts, open, activities, decisions, promises, replies };
    });
    const reaches = steps.map((step) => {
      const n = countedAs[step].reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
      return { step, count: n, label: t(`app.home.stream.${step}`, { n }) };
    });
    const said = counts.get('contribution') ?? 0;
    const told = counts.get('told') ?? 0;
    const news = replies.records[0];
    const column = (records: readonly RecordHead[], label: (record: RecordHead) => string, none: string) =>
      records.length === 0 ? (
        <p className="quiet">{none}</p>
      ) : (
        <List>
          {records.map((record) => (
            <ListItem
              key={record.id}
              title={record.title}
              href={pathOf(record.type, record.id)}
              step={record.state === 'slipped' || isOverdue(record.dueOn, today) ? 'slipped' : record.step}
              label={label(record)}
            >
              {[
                ...new Set([
                  record.line?.replace(/[.۔]$/, ''),
                  record.owedBy,
                  record.dueOn && t('app.home.by', { date: t.date(record.dueOn) }),
                ]),
              ]
                .filter(Boolean)
                .join(' · ')}
            </ListItem>
          ))}
        </List>
      );
    const standing = (record: RecordHead) => {
      const key = `thread.state.${record.type}.${record.state}`;
      const words = isOverdue(record.dueOn, today) ? t('app.home.late') : t.has(key) ? t(key) : t.date(record.onDay);
      return words.charAt(0).toLocaleUpperCase(context.lang) + words.slice(1);
    };
    return {
      title: place.name,
      under: '/',
      frame: 'wide',
      description: t('app.home.description', { name: place.name }),
      body: (
        <>
          <Columns split="hero">
            <div>
              <PageHeading title={t('listen.say.question')}>
                <p>{t('listen.say.lead')}</p>
              </PageHeading>
              <Card kind="strong">
                <Form action="/say" hidden={context.hidden()}>
                  <SayFields t={t} label={t('listen.say.words')} />
                  <Actions>
                    <Button>{t('platform.button.say')}</Button>
                  </Actions>
                </Form>
                <OtherWays t={t} place={place} />
              </Card>
              <p className="quiet">
                {t('app.home.told', { said, told })} <a href="/replies">{t('app.home.replies')}</a> ·{' '}
                <a href="/told">{t('app.home.code')}</a>
              </p>
            </div>
            <HomeStream
              reaches={reaches}
              finding={t('app.home.finding', {
                said,
                decided: counts.get('decision') ?? 0,
                changed: counts.get('claim') ?? 0,
                told,
              })}
            />
          </Columns>
          {news && (
            <Band
              label={t('app.home.you-said')}
              step="told"
              title={news.title}
              action={
                <LinkButton kind="quiet" href="/replies">
                  {t('app.home.more-answers')}
                </LinkButton>
              }
            >
              <a href={`/replies/${news.id}`}>{t('thread.reply.thread')}</a>
            </Band>
          )}
          {said + counts.size === 0 && (
            <Empty
              icon="boat"
              title={t('app.home.empty')}
              action={
                actor.powers.has('host') && <LinkButton href="/conversations/new">{t('listen.open.title')}</LinkButton>
              }
            />
          )}
          <Columns>
            <Section title={t('app.home.open')} more={{ href: '/have-a-say', label: t('app.home.all') }}>
              {column(open.records, standing, t('app.home.open.none'))}
            </Section>
            <Section title={t('app.home.on')} more={{ href: '/whats-on', label: t('app.home.all') }}>
              {column(activities.records, standing, t('app.home.on.none'))}
            </Section>
            <Section title={t('app.home.decided')} more={{ href: '/decisions', label: t('app.home.all') }}>
              {column([...decisions.records, ...promises.records].slice(0, 4), standing, t('app.home.decided.none'))}
            </Section>
          </Columns>
        </>
      ),
    };
  },
});

/** Every component on one page, in demo mode. */
const galleryData = ({ assets, services }: Installation) =>
  data({
    name: 'app.ui',
    path: '/ui',
    rule: anyone,
    limit: 'read',
    async answer({ place }) {
      if (!place.demo) return refuse('not-found');
      const speak = (lang: 'en' | 'ur') => translator(services.catalogue, lang, place.words);
      return { type: 'text/html; charset=utf-8', body: renderPage(<Gallery assets={assets} speak={speak} />) };
    },
  });

/** What the app itself adds to the parts it puts together. */
export const homeSurface = (installation: Installation): Surface => ({
  name: 'app',
  words: appWords,
  routes: [homePage, galleryData(installation)],
  matrix: { 'app.home': everyone, 'app.ui': everyone },
});

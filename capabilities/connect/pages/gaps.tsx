import { TellFields } from '@upwell/act';
import { anyone } from '@upwell/platform/access';
import { form, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Button,
  Empty,
  Form,
  LinkButton,
  List,
  ListItem,
  Notice,
  PageHeading,
  Quiet,
  Section,
  State,
  TextField,
} from '@upwell/platform/ui';
import { dayOf, daysBetween, pathOf } from '@upwell/thread';
import { z } from 'zod';
import { addWish } from '../actions/add-wish.ts';
import { answersTo, type Gap, gapById, gapsOf } from '../gaps.ts';
import { openDetails, withoutWords } from '../introductions.ts';

/** What is wished for and not there yet: each can become an activity (CO05). */
export const gapsPage = page({
  name: 'connect.gaps',
  path: '/gaps',
  rule: anyone,
  limit: 'read',
  async view(context) {
    const { t, place, now, actor, services } = context;
    const today = dayOf(now, place.timeZone);
    const connector = actor.powers.has('connect');
    const { open, answered, wordless } = await context.read(async (tx) => {
      const [open, answered, wordless] = await Promise.all([
        gapsOf(tx, place.id, 'open'),
        gapsOf(tx, place.id, 'answered', 10),
        connector ? withoutWords(tx, place.id) : [],
      ]);
      return { open, answered, wordless };
    });
    const row = (gap: Gap) => (
      <ListItem
        key={gap.id}
        title={gap.words}
        href={`/gaps/${gap.id}`}
        step="said"
        label={t('connect.gaps.since', { days: daysBetween(dayOf(gap.madeAt, place.timeZone), today) })}
        aside={gap.state === 'answered' && <State is="kept">{t('connect.gaps.answered')}</State>}
      />
    );
    return {
      title: t('connect.gaps.title'),
      under: '/find',
      body: (
        <>
          <PageHeading title={t('connect.gaps.title')}>
            <p>{t('connect.gaps.lead')}</p>
          </PageHeading>
          <Actions>
            <LinkButton href="/gaps/new">{t('connect.wish.title')}</LinkButton>
          </Actions>
          {wordless.length > 0 && (
            <Section title={t('connect.gaps.wordless', { n: wordless.length })}>
              <Quiet>{t('connect.gaps.wordless.note')}</Quiet>
              <List kind="rows">
                {wordless.map((introduction) => {
                  const own = introduction.madeBy === actor.personId && introduction.details !== null;
                  const wish = own ? openDetails(services.sealer, place.id, introduction).wish : null;
                  return (
                    <ListItem
                      key={introduction.id}
                      title={wish ?? t('connect.introduction.head')}
                      href={`/introductions/${introduction.id}/outcome`}
                      label={t.date(introduction.madeAt)}
                    >
                      {t('connect.gaps.word-it')}
                    </ListItem>
                  );
                })}
              </List>
            </Section>
          )}
          <Section title={t('connect.gaps.open')}>
            {open.length === 0 ? (
              <Empty icon="leaf" title={t('connect.gaps.none')} />
            ) : (
              <List kind="rows">{open.map(row)}</List>
            )}
          </Section>
          {answered.length > 0 && (
            <Section title={t('connect.gaps.came')}>
              <List kind="rows">{answered.map(row)}</List>
            </Section>
          )}
        </>
      ),
    };
  },
});

/** One wish and what came of it. */
export const gapPage = page({
  name: 'connect.gap',
  path: '/gaps/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const gap = await gapById(tx, place.id, id);
      return gap && { gap, answers: await answersTo(tx, place.id, id) };
    });
    if (!found) return refuse('not-found');
    const { gap, answers } = found;
    return {
      title: gap.words,
      under: '/find',
      body: (
        <>
          <PageHeading kicker={<a href="/gaps">{t('connect.gaps.title')}</a>} title={`“${gap.words}”`}>
            <p>{t('connect.gap.since', { date: t.date(gap.madeAt) })}</p>
          </PageHeading>
          {answers.length === 0 ? (
            <Notice>{t('connect.gap.nothing')}</Notice>
          ) : (
            <Section title={t('connect.gap.came')}>
              <List kind="rows">
                {answers.map((answer) => (
                  <ListItem key={answer.id} title={answer.title} href={pathOf(answer.type, answer.id)} step="done" />
                ))}
              </List>
            </Section>
          )}
          <Actions>
            {actor.powers.has('host') && (
              <LinkButton href={`/activities/new?from=${id}`}>{t('connect.gap.start')}</LinkButton>
            )}
            <LinkButton kind="quiet" href={`/thread/${id}`}>
              {t('connect.asset.thread')}
            </LinkButton>
          </Actions>
        </>
      ),
    };
  },
});

/** Saying a wish for everybody to read. */
export const wishForm = form({
  name: 'connect.addWish',
  path: '/gaps/new',
  limit: 'write',
  action: addWish,
  query: z.strictObject({ words: z.string().max(200).optional() }),
  async view(context, { query, state }) {
    const { t } = context;
    return {
      title: t('connect.wish.title'),
      under: '/find',
      body: (
        <>
          <PageHeading title={t('connect.wish.title')}>
            <p>{t('connect.wish.lead')}</p>
          </PageHeading>
          <Form action="/gaps/new" hidden={context.hidden()} {...state}>
            <TextField
              name="words"
              label={t('connect.wish.words')}
              hint={t('connect.wish.words.hint')}
              value={query.words}
            />
            <TellFields t={t} label={t('connect.wish.tell')} none={t('connect.wish.none')} />
            <Button>{t('connect.wish.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/gaps/${output.id}`, notice: 'connect.notice.wish' }),
});

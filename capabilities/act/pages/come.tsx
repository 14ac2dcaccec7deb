import { anyone } from '@upwell/platform/access';
import { form, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Button,
  Card,
  Checkboxes,
  Details,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Radios,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { dayOf, readCode } from '@upwell/thread';
import { z } from 'zod';
import { giveUpPlace } from '../actions/give-up-place.ts';
import { signUp } from '../actions/sign-up.ts';
import { booked, comingDates } from '../model.ts';
import { activityById, placesTaken } from '../queries.ts';
import { timeOf } from './parts.tsx';
import { TellFields } from './tell-fields.tsx';

/** Coming along: no account, no name needed, and never a form about oneself. */
export const comeForm = form({
  name: 'act.signUp',
  path: '/activities/:id/come',
  limit: 'write',
  action: signUp,
  async view(context, { params, state }) {
    const { t, place, now } = context;
    const id = params.id as string;
    const today = dayOf(now, place.timeZone);
    const found = await context.read(async (tx) => {
      const activity = await activityById(tx, place.id, id);
      return activity && { activity, taken: await placesTaken(tx, { placeId: place.id, activityId: id, from: today }) };
    });
    if (!found) return refuse('not-found');
    const { activity, taken } = found;
    const dates = activity.stage === 'resting' ? [] : comingDates(activity, today);
    const { room } = activity;
    const free = dates.filter((date) => room === null || (taken.get(date) ?? 0) < room);
    const offered = activity.supports.filter((support) => (booked as readonly string[]).includes(support));
    return {
      title: t('act.come.title', { activity: activity.title }),
      under: '/whats-on',
      body: (
        <>
          <PageHeading
            kicker={<a href={`/activities/${id}`}>{activity.title}</a>}
            title={t(free.length > 0 ? 'act.come.question' : 'act.come.tell-me')}
          >
            <p>
              {free.length > 0
                ? t('act.page.meets', { host: activity.host })
                : t(dates.length > 0 ? 'act.come.full' : 'act.come.no-date')}
            </p>
          </PageHeading>
          <Form action={`/activities/${id}/come`} hidden={context.hidden()} {...state}>
            {dates.length > 0 && free.length > 0 && (
              <Radios
                name="day"
                label={t('act.come.day')}
                value={free[0]}
                choices={dates.map((date) => ({
                  value: date,
                  label: `${t.date(date, 'long')}, ${timeOf(t, activity.starts)}`,
                  hint:
                    room === null
                      ? undefined
                      : free.includes(date)
                        ? t('act.page.room.left', { n: room - (taken.get(date) ?? 0) })
                        : t('act.come.day.full'),
                }))}
              />
            )}
            <TextField
              name="nickname"
              label={t('act.come.nickname')}
              hint={t('act.come.nickname.hint')}
              width={20}
              optional
            />
            <TellFields t={t} label={t('act.come.tell')} />
            <Details summary={t('act.come.more')}>
              {offered.length > 0 && (
                <Checkboxes
                  name="supports"
                  label={t('act.come.supports')}
                  optional
                  choices={offered.map((support) => ({ value: support, label: t(`act.support.${support}`) }))}
                />
              )}
              <TextArea name="needs" label={t('act.come.needs')} hint={t('act.come.needs.hint')} rows={2} optional />
            </Details>
            <Button>{t(free.length > 0 ? 'act.come.button' : 'act.come.tell-me')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: {
    activityId: string;
    code: string;
    onDay: string | null;
    chanceBy: string | null;
    wished: string | null;
  }) => ({
    to: `/activities/${output.activityId}/coming?${new URLSearchParams({
      code: output.code,
      ...(output.onDay && { day: output.onDay }),
      ...(output.chanceBy && { chance: output.chanceBy }),
      ...(output.onDay && output.wished && output.wished !== output.onDay && { moved: output.wished }),
    })}`,
  }),
});

/** Straight after taking a place: the day, who meets them, and the code to give it back. Every answer has a date. */
export const comingPage = page({
  name: 'act.coming',
  path: '/activities/:id/coming',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({
    code: z.string().max(60),
    day: z.iso.date().optional(),
    chance: z.iso.date().optional(),
    moved: z.iso.date().optional(),
  }),
  async view(context, { params, query }) {
    const { t, place } = context;
    const id = params.id as string;
    const activity = await context.read((tx) => activityById(tx, place.id, id));
    const code = readCode(query.code);
    const day = query.day ?? query.chance;
    if (!activity || !code || !day) return refuse('not-found');
    return {
      title: t(query.day ? 'act.coming.title' : 'act.coming.waiting'),
      under: '/whats-on',
      private: true,
      body: (
        <>
          <PageHeading
            kicker={<a href={`/activities/${id}`}>{activity.title}</a>}
            title={t(query.day ? 'act.coming.title' : 'act.coming.waiting')}
          >
            <p>
              {query.day
                ? t('act.coming.when', {
                    date: t.date(query.day, 'long'),
                    time: timeOf(t, activity.starts),
                    venue: activity.venue,
                  })
                : t('act.coming.chance', { date: t.date(day, 'long'), who: activity.ledBy })}
            </p>
          </PageHeading>
          {query.moved && (
            <Notice kind="care" title={t('act.coming.moved', { date: t.date(query.moved, 'long') })}>
              {t('act.coming.moved.next', { date: t.date(day, 'long') })}
            </Notice>
          )}
          {query.day && <p>{t('act.page.meets', { host: activity.host })}</p>}
          <Card kind="strong" title={t('act.coming.code')}>
            <p className="big-code" dir="ltr">
              {code.replaceAll('-', ' ')}
            </p>
            <p>{t('act.coming.code.hint')}</p>
          </Card>
          <Actions>
            <LinkButton kind="quiet" href={`/give-up-place?code=${code}`}>
              {t('act.give-up.title')}
            </LinkButton>
          </Actions>
        </>
      ),
    };
  },
});

/** Giving a place back. Nobody asks why. */
export const giveUpForm = form({
  name: 'act.giveUpPlace',
  path: '/give-up-place',
  limit: 'sign-in',
  action: giveUpPlace,
  query: z.strictObject({ code: z.string().max(80).optional() }),
  async view(context, { query, state }) {
    const { t } = context;
    return {
      title: t('act.give-up.title'),
      under: '/whats-on',
      private: true,
      body: (
        <>
          <PageHeading title={t('act.give-up.title')}>
            <p>{t('act.give-up.lead')}</p>
          </PageHeading>
          <Form action="/give-up-place" hidden={context.hidden()} {...state}>
            <TextField
              name="code"
              label={t('thread.code.label')}
              hint={t('thread.code.hint')}
              value={query.code}
              width={20}
              spellCheck={false}
            />
            <Button>{t('act.give-up.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { activityId: string }) => ({ to: `/activities/${output.activityId}`, notice: 'act.notice.given-up' }),
});

import { anyone, signedIn } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Card, Empty, List, ListItem, Notice, PageHeading, Section, State } from '@upwell/platform/ui';
import { dayOf, daysBetween } from '@upwell/thread';
import {
  type Introduction,
  introductionsBy,
  introductionWithCode,
  openDetails,
  toCheckBack,
} from '../introductions.ts';
import { targetOf } from '../targets.ts';

/** Straight after an introduction: the day of checking back and the code, as a slip to hand over or keep. */
export const sentPage = page({
  name: 'connect.sent',
  path: '/introductions/:id/sent/:code',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, services } = context;
    const { sealer } = services;
    const found = await context.read(async (tx) => {
      const introduction = await introductionWithCode(tx, sealer, {
        placeId: place.id,
        id: params.id as string,
        code: params.code as string,
      });
      if (!introduction || introduction.state === 'draft') return null;
      const target = await targetOf(tx, sealer, {
        placeId: place.id,
        kind: introduction.targetKind,
        id: introduction.targetId,
        connector: true,
      });
      return { introduction, target };
    });
    if (!found) return refuse('not-found');
    const { introduction, target } = found;
    const details = openDetails(sealer, place.id, introduction);
    const held = introduction.state === 'held';
    const title = t(
      held
        ? 'connect.sent.held'
        : introduction.otherTold === 'in-person'
          ? 'connect.sent.almost'
          : 'connect.sent.title',
    );
    return {
      title,
      under: '/find',
      private: true,
      body: (
        <>
          <PageHeading kicker={target?.title} title={title}>
            {introduction.checkOn && (
              <p>
                {t(held ? 'connect.sent.held.until' : 'connect.sent.asked', {
                  date: t.date(introduction.checkOn, 'long'),
                })}
              </p>
            )}
          </PageHeading>
          {introduction.otherTold === 'in-person' && target && (
            <Notice kind="care" title={t('connect.sent.in-person', { who: target.who })}>
              {details.facts}
            </Notice>
          )}
          <Card kind="strong" title={t('connect.sent.code')}>
            <p className="big-code" dir="ltr">
              {details.code.replaceAll('-', ' ')}
            </p>
            <p>{t('connect.sent.code.hint')}</p>
            <p dir="ltr">{`${place.origin.replace(/^https?:\/\//, '')}/check-back`}</p>
          </Card>
        </>
      ),
    };
  },
});

const stateOf = { waiting: 'waiting', held: 'closed', met: 'met', 'not-met': 'missed' } as const;

/** One's own introductions; for connectors also everybody's whose day of checking back has come. Facts stay with whoever made them. */
export const introductionsPage = page({
  name: 'connect.introductions',
  path: '/introductions',
  rule: signedIn,
  limit: 'read',
  async view(context) {
    const { t, place, now, actor, services } = context;
    const { sealer } = services;
    const today = dayOf(now, place.timeZone);
    const connector = actor.powers.has('connect');
    const { due, mine, titles } = await context.read(async (tx) => {
      const due = connector ? await toCheckBack(tx, { placeId: place.id, today }) : [];
      const mine = await introductionsBy(tx, place.id, actor.personId as string);
      const titles = new Map<string, string>();
      for (const { targetKind, targetId } of [...due, ...mine])
        if (!titles.has(targetId)) {
          const target = await targetOf(tx, sealer, { placeId: place.id, kind: targetKind, id: targetId, connector });
          titles.set(targetId, target?.title ?? t('connect.list.gone'));
        }
      return { due, mine, titles };
    });
    const row = (introduction: Introduction) => {
      const { id, state, checkOn, targetId, by } = introduction;
      const own = introduction.madeBy === actor.personId && introduction.details !== null;
      const nickname = own ? openDetails(sealer, place.id, introduction).nickname : null;
      const late = checkOn !== null && checkOn < today && state === 'waiting';
      return (
        <ListItem
          key={id}
          title={titles.get(targetId) as string}
          href={state === 'held' ? undefined : `/introductions/${id}/outcome`}
          step={late ? 'slipped' : 'quiet'}
          label={
            late
              ? t('connect.list.late', { days: daysBetween(checkOn, today) })
              : checkOn && t('connect.list.check', { date: t.date(checkOn) })
          }
          aside={
            state in stateOf && <State is={stateOf[state as keyof typeof stateOf]}>{t(`connect.state.${state}`)}</State>
          }
        >
          {[nickname ?? t('connect.somebody'), by ?? t('connect.list.themselves'), t.date(introduction.madeAt)].join(
            ' · ',
          )}
        </ListItem>
      );
    };
    const dueIds = new Set(due.map(({ id }) => id));
    const rest = mine.filter(({ id }) => !dueIds.has(id));
    return {
      title: t('connect.list.title'),
      under: '/find',
      private: true,
      body: (
        <>
          <PageHeading title={t('connect.list.title')}>
            <p>{t('connect.list.lead')}</p>
          </PageHeading>
          {due.length > 0 && (
            <Section title={t('connect.list.due')}>
              <List kind="rows">{due.map(row)}</List>
            </Section>
          )}
          <Section title={t('connect.list.mine')}>
            {rest.length === 0 ? (
              <Empty icon="hands" title={t('connect.list.none')} />
            ) : (
              <List kind="rows">{rest.map(row)}</List>
            )}
          </Section>
        </>
      ),
    };
  },
});

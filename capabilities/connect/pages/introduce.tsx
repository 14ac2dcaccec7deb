import { TellFields } from '@upwell/act';
import { isId } from '@upwell/platform/action';
import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Button,
  Card,
  Details,
  Empty,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Quote,
  Section,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { z } from 'zod';
import { sendIntroduction } from '../actions/send-introduction.ts';
import { startIntroduction } from '../actions/start-introduction.ts';
import { introductionWithCode, openDetails } from '../introductions.ts';
import { type TargetKind, targetKinds } from '../model.ts';
import { lettersOf } from '../sending.ts';
import { reachOf, targetOf } from '../targets.ts';

type Query = Partial<Record<TargetKind, string>>;

/** The chosen other side: from the address, or from what was typed where the form came back. */
function chosen(query: Query, typed: Record<string, unknown>): { kind: TargetKind; id: string } | null {
  const kind = targetKinds.find((each) => each === typed.kind);
  if (kind && typeof typed.target === 'string' && isId(typed.target)) return { kind, id: typed.target };
  const asked = targetKinds.find((each) => query[each]);
  return asked ? { kind: asked, id: query[asked] as string } : null;
}

/** One short form: what may be told, and how to hear back. No name, no health facts, no eligibility. */
export const introduceForm = form({
  name: 'connect.startIntroduction',
  path: '/introductions/new',
  limit: 'write',
  action: startIntroduction,
  query: z.strictObject({ asset: z.uuid().optional(), group: z.uuid().optional(), activity: z.uuid().optional() }),
  async view(context, { query, state }) {
    const { t, place, actor, services } = context;
    const to = chosen(query, state.typed);
    const target =
      to &&
      (await context.read((tx) =>
        targetOf(tx, services.sealer, { placeId: place.id, ...to, connector: actor.powers.has('connect') }),
      ));
    if (to && !target) return refuse('not-found');
    return {
      title: t('connect.introduce.title'),
      under: '/find',
      private: true,
      body: target ? (
        <>
          <PageHeading kicker={<a href={target.path}>{target.title}</a>} title={t('connect.introduce.title')}>
            <p>{t('connect.introduce.lead')}</p>
          </PageHeading>
          {target.full && (
            <Notice kind="care" title={t('connect.introduce.full')}>
              {t('connect.introduce.full.next')}
            </Notice>
          )}
          <Form
            action="/introductions/new"
            hidden={{ ...context.hidden(), kind: target.kind, target: target.id }}
            {...state}
          >
            <TextArea
              name="facts"
              label={t('connect.introduce.facts')}
              hint={t('connect.introduce.facts.hint')}
              rows={3}
            />
            <TextField
              name="nickname"
              label={t('connect.introduce.nickname')}
              hint={t('connect.introduce.nickname.hint')}
              width={20}
              optional
            />
            <TextField name="by" label={t('connect.introduce.by')} hint={t('connect.introduce.by.hint')} optional />
            <TellFields t={t} label={t('connect.introduce.tell')} />
            <Details summary={t('connect.introduce.more')}>
              <TextField
                name="wish"
                label={t('connect.introduce.wish')}
                hint={t('connect.introduce.wish.hint')}
                optional
              />
            </Details>
            <Button>{t('connect.introduce.button')}</Button>
          </Form>
        </>
      ) : (
        <>
          <PageHeading title={t('connect.introduce.title')} />
          <Empty
            icon="people"
            title={t('connect.introduce.to-whom')}
            action={<LinkButton href="/find">{t('connect.find.title')}</LinkButton>}
          />
        </>
      ),
    };
  },
  done: (output: { id: string; code: string }) => ({ to: `/introductions/${output.id}/look/${output.code}` }),
});

/** Exactly what would travel, to whom, before anything is sent. */
export const lookForm = form({
  name: 'connect.sendIntroduction',
  path: '/introductions/:id/look/:code',
  limit: 'write',
  action: sendIntroduction,
  async view(context, { params, state }) {
    const { t, place, now, actor, services } = context;
    const { sealer, catalogue } = services;
    const found = await context.read(async (tx) => {
      const introduction = await introductionWithCode(tx, sealer, {
        placeId: place.id,
        id: params.id as string,
        code: params.code as string,
      });
      if (introduction?.state !== 'draft') return null;
      const to = { placeId: place.id, kind: introduction.targetKind, id: introduction.targetId };
      const target = await targetOf(tx, sealer, { ...to, connector: actor.powers.has('connect') });
      return target && { introduction, target, reach: await reachOf(tx, sealer, to) };
    });
    if (!found) return refuse('not-found');
    const { introduction, target, reach } = found;
    const details = openDetails(sealer, place.id, introduction);
    const letters = lettersOf({ sealer, catalogue, place, now }, introduction, details, target);
    const action = `/introductions/${introduction.id}/look/${details.code}`;
    return {
      title: t('connect.look.title'),
      under: '/find',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={target.path}>{target.title}</a>} title={t('connect.look.title')}>
            <p>{t(introduction.by ? 'connect.look.lead' : 'connect.look.lead-self')}</p>
          </PageHeading>
          {!target.full && (
            <Section title={t('connect.look.other', { who: target.who })}>
              <Quote small>{letters.other}</Quote>
              {!reach && <Notice>{t('connect.look.in-person', { who: target.who })}</Notice>}
            </Section>
          )}
          <Section title={t('connect.look.person')}>
            <Quote small>{letters.person}</Quote>
          </Section>
          <Card kind="strong">
            <p>{t('connect.look.yes')}</p>
            <Form action={action} hidden={{ ...context.hidden(), do: 'send' }}>
              <Button>{t('connect.look.send')}</Button>
            </Form>
          </Card>
          <Details summary={t('connect.look.change')} open={Object.keys(state.problems).length > 0}>
            <Form action={action} hidden={{ ...context.hidden(), do: 'again' }} {...state}>
              <TextArea name="facts" label={t('connect.introduce.facts')} rows={3} value={details.facts} />
              <Button kind="quiet">{t('connect.look.again')}</Button>
            </Form>
          </Details>
        </>
      ),
    };
  },
  done: (output: { id: string; code: string; sent: boolean }) => ({
    to: `/introductions/${output.id}/${output.sent ? 'sent' : 'look'}/${output.code}`,
  }),
});

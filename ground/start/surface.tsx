import { type FormState, form, type PageContext, page, type Surface, type View } from '@upwell/platform/http';
import { LANGS, loadWords, ownNameOf } from '@upwell/platform/i18n';
import { type Failure, refuse } from '@upwell/platform/outcome';
import {
  Button,
  Checkboxes,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  ProgressSteps,
  Radios,
  SummaryList,
  TextField,
} from '@upwell/platform/ui';
import type { ReactNode } from 'react';
import { outlineLimits } from '../geojson.ts';
import { InsideFields } from '../pages/inside.tsx';
import { question } from '../pages/question.tsx';
import { type StartDoors, startActions, whileUnplaced } from './actions.ts';
import { type Answers, draftOf } from './draft.ts';

export const startWords = { prefix: 'start', messages: loadWords(new URL('./words', import.meta.url)) };

const steps = ['name', 'words', 'inside', 'languages', 'organiser'] as const;
type Step = (typeof steps)[number];

const answersIn = (context: PageContext) => context.read((tx) => draftOf(tx, context.actor, context.now));
/** Whoever has not given the owner's code in this browser is sent to where it is asked for. */
const noCode = (): Failure => refuse('not-found', { problem: { key: 'start.code.first' } });

const nameOfOutline = (outline: NonNullable<Answers['outlines']>[number]) =>
  typeof outline === 'string' ? outline : outline.name;

/** One question of the run, with where it stands among the others. */
async function step(
  context: PageContext,
  state: FormState,
  which: Step,
  more: { files?: boolean; fields: (answers: Answers) => ReactNode },
): Promise<View | Failure> {
  const { t } = context;
  const answers = await answersIn(context);
  if (!answers) return noCode();
  const title = t(`start.${which}.title`);
  return {
    title,
    private: true,
    body: (
      <>
        <ProgressSteps current={steps.indexOf(which) + 1} total={steps.length} />
        <PageHeading title={title}>
          <p>{t(`start.${which}.lead`)}</p>
        </PageHeading>
        <Form action={context.path} hidden={context.hidden()} files={more.files} {...state}>
          {more.fields(answers)}
          <Button>{t('platform.button.continue')}</Button>
        </Form>
      </>
    ),
  };
}

const led = (output: { to: string }) => ({ to: output.to });

/** The first start: the owner's code, then the demo place or a place of one's own. For as long as there is no place. */
export function startSurface(doors: StartDoors): Surface {
  const actions = startActions(doors);
  const common = { limit: 'write' } as const;

  const routes = [
    form({
      name: 'start.claim',
      path: '/start',
      limit: 'sign-in',
      action: actions.claim,
      async view(context, { state }) {
        const { t } = context;
        return question({
          context,
          state,
          title: t('start.title'),
          lead: t('start.lead'),
          submit: t('platform.button.continue'),
          children: (
            <TextField
              name="code"
              label={t('start.code.label')}
              hint={t('start.code.hint')}
              width={20}
              spellCheck={false}
              autoComplete="off"
            />
          ),
        });
      },
      done: () => ({ to: '/start/choose' }),
    }),
    form({
      ...common,
      name: 'start.choose',
      path: '/start/choose',
      action: actions.choose,
      async view(context, { state }) {
        const { t } = context;
        if (!(await answersIn(context))) return noCode();
        return question({
          context,
          state,
          title: t('start.choose.title'),
          submit: t('platform.button.continue'),
          children: (
            <Radios
              name="which"
              label={t('start.choose.question')}
              choices={[
                { value: 'own', label: t('start.choose.own'), hint: t('start.choose.own-hint') },
                ...(doors.makeDemo
                  ? [{ value: 'demo', label: t('start.choose.demo'), hint: t('start.choose.demo-hint') }]
                  : []),
              ]}
            />
          ),
        });
      },
      done: led,
    }),
    form({
      ...common,
      name: 'start.name',
      path: '/start/name',
      action: actions.name,
      view: (context, { state }) =>
        step(context, state, 'name', {
          fields: (answers) => (
            <TextField name="name" label={context.t('ground.place.name-question')} value={answers.name} />
          ),
        }),
      done: led,
    }),
    form({
      ...common,
      name: 'start.words',
      path: '/start/words',
      action: actions.words,
      view: (context, { state }) =>
        step(context, state, 'words', {
          fields: (answers) => (
            <>
              <TextField
                name="person"
                label={context.t('start.words.person')}
                value={answers.person}
                width={20}
                optional
              />
              <TextField
                name="people"
                label={context.t('start.words.people')}
                value={answers.people}
                width={20}
                optional
              />
            </>
          ),
        }),
      done: led,
    }),
    form({
      name: 'start.inside',
      path: '/start/inside',
      limit: 'upload',
      action: actions.inside,
      files: { maxBytes: outlineLimits.bytes },
      view: (context, { state }) =>
        step(context, state, 'inside', {
          files: true,
          fields: (answers) => (
            <InsideFields
              t={context.t}
              names={answers.outlines?.filter((outline) => typeof outline === 'string').join('\n')}
            />
          ),
        }),
      done: led,
    }),
    page({
      name: 'start.inside-read',
      path: '/start/inside/read',
      rule: whileUnplaced,
      limit: 'read',
      async view(context) {
        const { t } = context;
        const answers = await answersIn(context);
        if (!answers) return noCode();
        const { outlines = [], problems = [] } = answers;
        return {
          title: t('start.inside.title'),
          private: true,
          body: (
            <>
              <PageHeading title={t('ground.inside.taken', { count: outlines.length })} />
              <ul>
                {outlines.map((outline) => (
                  <li key={nameOfOutline(outline)} dir="auto">
                    {nameOfOutline(outline)}
                  </li>
                ))}
              </ul>
              {problems.length > 0 && (
                <>
                  <Notice kind="care" title={t('ground.inside.not-taken', { count: problems.length })}>
                    {t('ground.inside.not-taken-lead')}
                  </Notice>
                  <ul>
                    {problems.map((problem, at) => (
                      <li key={at} dir="auto">
                        {t(problem.key, problem.values)}
                      </li>
                    ))}
                  </ul>
                </>
              )}
              <LinkButton href="/start/languages">{t('platform.button.continue')}</LinkButton>{' '}
              <LinkButton kind="quiet" href="/start/inside">
                {t('platform.button.change')}
              </LinkButton>
            </>
          ),
        };
      },
    }),
    form({
      ...common,
      name: 'start.languages',
      path: '/start/languages',
      action: actions.languages,
      view: (context, { state }) =>
        step(context, state, 'languages', {
          fields: (answers) => {
            const choices = LANGS.filter((lang) => context.place.languages.includes(lang)).map((lang) => ({
              value: lang,
              label: ownNameOf(lang),
            }));
            return (
              <>
                <Checkboxes
                  name="languages"
                  label={context.t('ground.languages.which')}
                  choices={choices}
                  values={answers.languages ?? [context.lang]}
                />
                <Radios
                  name="first"
                  label={context.t('ground.languages.first')}
                  choices={choices}
                  value={answers.languages?.[0] ?? context.lang}
                />
              </>
            );
          },
        }),
      done: led,
    }),
    form({
      ...common,
      name: 'start.organiser',
      path: '/start/organiser',
      action: actions.organiser,
      view: (context, { state }) =>
        step(context, state, 'organiser', {
          fields: (answers) => (
            <TextField
              name="nickname"
              label={context.t('ground.me.nickname')}
              hint={context.t('ground.me.nickname-hint')}
              value={answers.nickname}
              autoComplete="nickname"
            />
          ),
        }),
      done: led,
    }),
    form({
      ...common,
      name: 'start.make',
      path: '/start/check',
      action: actions.make,
      async view(context, { state }) {
        const { t } = context;
        const answers = await answersIn(context);
        if (!answers) return noCode();
        const none = t('ground.place.not-said');
        const row = (which: Step, value: string) => ({
          term: t(`start.${which}.title`),
          value: <span dir="auto">{value || none}</span>,
          action: { href: `/start/${which}`, label: t('platform.button.change'), about: t(`start.${which}.title`) },
        });
        const outlines = answers.outlines ?? [];
        return question({
          context,
          state,
          title: t('start.check.title'),
          submit: t('start.check.make'),
          children: (
            <SummaryList
              items={[
                row('name', answers.name ?? ''),
                row('words', answers.people ?? ''),
                row('inside', t.list(outlines.slice(0, 12).map(nameOfOutline)) + (outlines.length > 12 ? ' …' : '')),
                row('languages', t.list((answers.languages ?? []).map(ownNameOf))),
                row('organiser', answers.nickname ?? ''),
              ]}
            />
          ),
        });
      },
      done: (output: { to: string; setCookies: string[] }) =>
        output.setCookies.length > 0 ? { ...output, notice: 'start.notice.made' } : output,
    }),
  ];
  return {
    name: 'start',
    words: startWords,
    routes,
    // Nobody of any place: these pages are gone once there is one.
    matrix: Object.fromEntries(routes.map(({ name }) => [name, []])),
  };
}

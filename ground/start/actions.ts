import type { Actor, Rule } from '@upwell/platform/access';
import type { Accounts } from '@upwell/platform/accounts';
import { type ActionContext, choice, defineAction, optionalText, shortText } from '@upwell/platform/action';
import type { Tx } from '@upwell/platform/database';
import { LANGS } from '@upwell/platform/i18n';
import { done, type Outcome, refuse, refuseField } from '@upwell/platform/outcome';
import { NIL } from 'uuid';
import { z } from 'zod';
import { insideFields, readInside } from '../actions/add-inside.ts';
import { forgetPlaces } from '../facts.ts';
import { createPlaceFrom } from '../places.ts';
import { speakingTo } from '../speaking.ts';
import { type Answers, beginDraft, draftOf, saveDraft, useDraft } from './draft.ts';

/** What the first start needs from elsewhere. */
export interface StartDoors {
  accounts: Pick<Accounts, 'checkOwnerCode' | 'spendOwnerCode' | 'openSessionFor'>;
  /** Makes the demo place; null where it is not offered. Gives the address to go to. */
  makeDemo: ((now: Date) => Promise<{ to: string }>) | null;
}

/** Only while there is no place yet: the actor stands nowhere. */
export const whileUnplaced: Rule = {
  name: 'while there is no place yet',
  mightEver: (actor: Actor) => actor.placeId === NIL,
  may: (actor: Actor) => actor.placeId === NIL,
};

const installation = 'installation';
const codeContext = 'start.owner-code';

const draft = ({ tx, actor, now }: ActionContext) => draftOf(tx, actor, now);
/** Of two browsers, or two presses, the second waits here and then finds a place made. */
const noPlaceYet = async (tx: Tx): Promise<boolean> =>
  (await tx.selectFrom('place_directory').select('root_id').limit(1).executeTakeFirst()) === undefined;

export function startActions({ accounts, makeDemo }: StartDoors) {
  const claim = defineAction({
    name: 'start.claim',
    rule: whileUnplaced,
    replay: 'nothing',
    input: z.strictObject({ code: shortText({ max: 60, missing: 'start.code.missing' }) }),
    async do({ tx, actor, now, services, browser }, { code }) {
      const checked = await accounts.checkOwnerCode({ subject: installation, code, network: browser?.network ?? '' });
      if (!checked.ok) return checked;
      const sealed = services.sealer.seal(code, codeContext).toString('base64');
      await beginDraft(tx, actor, { code: sealed }, now);
      return done({});
    },
  });

  const choose = defineAction({
    name: 'start.choose',
    rule: whileUnplaced,
    subject: draft,
    input: z.strictObject({ which: choice(['own', 'demo'], 'start.choose.missing') }),
    async do(context, { which }, answers: Answers): Promise<Outcome<{ to: string }>> {
      if (which === 'own') return done({ to: '/start/name' });
      if (!makeDemo) return refuseField('which', 'start.choose.missing');
      const { tx, actor, now, services } = context;
      const spent = await spend(context, answers);
      if (!spent.ok) return spent;
      const made = await makeDemo(now);
      await useDraft(tx, actor, now);
      forgetPlaces(services.db);
      return done(made);
    },
  });

  const save =
    (next: string, changed: (answers: Answers) => Answers) => async (context: ActionContext, answers: Answers) => {
      await saveDraft(context.tx, context.actor, changed(answers));
      return done({ to: next });
    };

  const name = defineAction({
    name: 'start.name',
    rule: whileUnplaced,
    subject: draft,
    input: z.strictObject({ name: shortText({ max: 120, missing: 'ground.place.missing-name' }) }),
    do: (context, input, answers: Answers) =>
      save('/start/words', (before) => ({ ...before, ...input }))(context, answers),
  });

  const words = defineAction({
    name: 'start.words',
    rule: whileUnplaced,
    subject: draft,
    input: z.strictObject({ person: optionalText({ max: 60 }), people: optionalText({ max: 60 }) }),
    async do(context, { person, people }, answers: Answers) {
      if ((person === null) !== (people === null))
        return refuseField(person === null ? 'person' : 'people', 'start.words.both');
      return save('/start/inside', (before) => ({
        ...before,
        person: person ?? undefined,
        people: people ?? undefined,
      }))(context, answers);
    },
  });

  const inside = defineAction({
    name: 'start.inside',
    rule: whileUnplaced,
    subject: draft,
    input: z.strictObject(insideFields),
    async do(context, input, answers: Answers) {
      const read = readInside(input);
      if ('ok' in read) return read;
      const problems = read.problems.slice(0, 200).map(({ key, values }) => ({ key, values }));
      // A page without a new file keeps what an earlier one gave.
      const kept = read.outlines.length === 0 && answers.outlines ? answers.outlines : read.outlines;
      return save(problems.length > 0 ? '/start/inside/read' : '/start/languages', (before) => ({
        ...before,
        outlines: kept,
        problems,
      }))(context, answers);
    },
  });

  const languages = defineAction({
    name: 'start.languages',
    rule: whileUnplaced,
    subject: draft,
    input: z.strictObject({
      languages: z.preprocess(
        (typed) => (typed === undefined ? [] : Array.isArray(typed) ? typed : [typed]),
        z.array(z.enum(LANGS, { error: 'error.choose-some' })).min(1, { error: 'error.choose-some' }),
      ),
      first: choice(LANGS),
    }),
    async do(context, input, answers: Answers) {
      if (!input.languages.includes(input.first)) return refuseField('first', 'ground.languages.first-not-ticked');
      const all = [input.first, ...LANGS.filter((lang) => lang !== input.first && input.languages.includes(lang))];
      return save('/start/organiser', (before) => ({ ...before, languages: all }))(context, answers);
    },
  });

  const organiser = defineAction({
    name: 'start.organiser',
    rule: whileUnplaced,
    subject: draft,
    input: z.strictObject({ nickname: shortText({ max: 80, missing: 'ground.me.missing-nickname' }) }),
    do: (context, input, answers: Answers) =>
      save('/start/check', (before) => ({ ...before, ...input }))(context, answers),
  });

  const make = defineAction({
    name: 'start.make',
    rule: whileUnplaced,
    replay: 'nothing',
    subject: draft,
    input: z.strictObject({}),
    async do(context, _, answers: Answers) {
      const { tx, actor, now, lang, place, browser, services } = context;
      const missing = firstUnanswered(answers);
      if (missing) return done({ to: missing, setCookies: [] as string[] });
      const spent = await spend(context, answers);
      if (!spent.ok) return spent;
      if (!(await noPlaceYet(tx))) return refuse('conflict');
      const first = answers.languages?.[0] ?? 'en';
      const created = await createPlaceFrom(
        tx,
        {
          name: answers.name as string,
          words:
            answers.person && answers.people ? { [first]: { person: answers.person, people: answers.people } } : {},
          languages: answers.languages,
          neighbourhoods: answers.outlines ?? [],
          firstOrganiser: {
            nickname: answers.nickname as string,
            roleName: speakingTo(context)('start.organiser.role'),
            lang,
          },
        },
        now,
        ({ placeId, organiserId }) =>
          accounts.openSessionFor(tx, {
            place: { id: placeId, origin: place.origin, name: answers.name as string, demo: false },
            cookies: browser?.cookies ?? {},
            network: browser?.network ?? '',
            ...(browser?.userAgent && { userAgent: browser.userAgent }),
            personId: organiserId as string,
            because: 'owner-code',
          }),
      );
      if (!created.inside.ok) return created.inside;
      await useDraft(tx, actor, now);
      forgetPlaces(services.db);
      return done({ to: '/me/ways-in', setCookies: created.inside.value.setCookies });
    },
  });

  const spend = ({ tx, services, browser }: ActionContext, answers: Answers) =>
    accounts.spendOwnerCode(tx, {
      subject: installation,
      code: services.sealer.openText(Buffer.from(answers.code, 'base64'), codeContext),
      network: browser?.network ?? '',
    });

  return { claim, choose, name, words, inside, languages, organiser, make };
}

/** The first question that still wants an answer; null when all have theirs. */
export const firstUnanswered = (answers: Answers): string | null =>
  !answers.name
    ? '/start/name'
    : !answers.languages
      ? '/start/languages'
      : !answers.nickname
        ? '/start/organiser'
        : null;

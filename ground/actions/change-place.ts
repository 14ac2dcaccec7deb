import {
  type ActionContext,
  checkbox,
  choice,
  defineAction,
  longText,
  optionalText,
  shortText,
  wholeNumber,
} from '@upwell/platform/action';
import { isLang, LANGS, type Lang, TERMS, type Term } from '@upwell/platform/i18n';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { forgetPlaces } from '../facts.ts';
import { type ChangeDetails, noteChange } from '../history.ts';
import { usualSettings } from '../inherit.ts';
import type { Place } from '../model.ts';
import { findPlace, type PlaceWithInheritance, placeWithInheritance } from '../places.ts';
import { mayKeepPlace, mayOwn } from '../rules.ts';
import { linesOf } from '../speaking.ts';
import type { PlaceTable } from '../tables.ts';

const place = ({ tx }: ActionContext, { id }: Record<string, string>) => findPlace(tx, id as string);

async function save(
  { tx, actor, now, about, services }: ActionContext,
  { id, placeId }: Place,
  changed: Updateable<PlaceTable>,
  what: string,
  details: ChangeDetails = {},
) {
  about('place', id);
  await tx.updateTable('place').set(changed).where('id', '=', id).execute();
  await noteChange(tx, { placeId, at: now, subject: { type: 'place', id }, what, details, byPerson: actor.personId });
  forgetPlaces(services.db);
  return done({ id });
}

export const namePlace = defineAction({
  name: 'ground.name-place',
  rule: mayKeepPlace,
  subject: place,
  input: z.strictObject({ name: shortText({ max: 120, missing: 'ground.place.missing-name' }) }),
  do: (context, { name }, subject) =>
    save(context, subject, { name }, 'place.name', { values: { before: subject.name, after: name } }),
});

/** Own words of one language; a word left empty is taken over from above again. */
export const chooseWords = defineAction({
  name: 'ground.choose-words',
  rule: mayKeepPlace,
  subject: async (context: ActionContext, params) => {
    const found = isLang(params.lang) ? await place(context, params) : null;
    return found && { ...found, lang: params.lang as Lang };
  },
  input: z.strictObject(
    Object.fromEntries(Object.keys(TERMS).map((term) => [term, optionalText({ max: 60 })])) as Record<
      Term,
      ReturnType<typeof optionalText>
    >,
  ),
  async do(context, input, subject: Place & { lang: Lang }) {
    const own = Object.fromEntries(Object.entries(input).filter(([, word]) => word !== null)) as Record<Term, string>;
    const words = { ...subject.words, [subject.lang]: own };
    return save(context, subject, { words: JSON.stringify(words) as never }, 'place.words', {
      added: Object.values(own),
    });
  },
});

export const writePrinciples = defineAction({
  name: 'ground.write-principles',
  rule: mayKeepPlace,
  subject: place,
  input: z.strictObject({
    principles: z.preprocess((typed) => typed ?? '', z.union([z.literal(''), longText({ max: 12_000 })])),
  }),
  async do(context, input, subject) {
    const principles = [...new Set(linesOf(input.principles))];
    if (principles.length > 40) return refuseField('principles', 'ground.principles.too-many', { max: 40 });
    if (principles.some((line) => line.length > 500))
      return refuseField('principles', 'ground.principles.too-long', { max: 500 });
    return save(context, subject, { principles }, 'place.principles', {
      added: principles.filter((line) => !subject.principles.includes(line)),
      removed: subject.principles.filter((line) => !principles.includes(line)),
    });
  },
});

/** The other ways to take part, as printed on every page. */
export const sayHowToReach = defineAction({
  name: 'ground.say-how-to-reach',
  rule: mayKeepPlace,
  subject: place,
  input: z.strictObject({
    phone: optionalText({ max: 40 }),
    textNumber: optionalText({ max: 40 }),
    postalAddress: optionalText({ max: 400, lines: true }),
  }),
  do: (context, { phone, textNumber, postalAddress }, subject) =>
    save(context, subject, { phone, text_number: textNumber, postal_address: postalAddress }, 'place.reach'),
});

/** Which languages the whole place speaks; the first is the usual one. */
export const chooseLanguages = defineAction({
  name: 'ground.choose-languages',
  rule: mayKeepPlace,
  subject: place,
  input: z.strictObject({
    languages: z.preprocess(
      (typed) => (typed === undefined ? [] : Array.isArray(typed) ? typed : [typed]),
      z
        .array(z.enum(LANGS, { error: 'error.choose-some' }))
        .min(1, { error: 'error.choose-some' })
        .max(LANGS.length),
    ),
    first: choice(LANGS),
  }),
  async do(context, { languages, first }, subject) {
    if (subject.parentId) return refuse('not-found');
    if (!languages.includes(first)) return refuseField('first', 'ground.languages.first-not-ticked');
    const all = [first, ...LANGS.filter((lang) => lang !== first && languages.includes(lang))];
    return save(context, subject, { languages: all }, 'place.languages', { added: all });
  },
});

export const setRules = defineAction({
  name: 'ground.set-rules',
  rule: mayOwn,
  subject: ({ tx }: ActionContext, { id }) => placeWithInheritance(tx, id as string),
  input: z.strictObject({
    smallestCount: wholeNumber({ min: 3, max: 100 }),
    onlyOrganisersStartGroups: checkbox(),
  }),
  async do(context, input, subject: PlaceWithInheritance) {
    const above = subject.line.at(-2)
      ? Math.max(...subject.line.slice(0, -1).map((each) => each.settings.smallestCount ?? 0))
      : 0;
    if (input.smallestCount < above) return refuseField('smallestCount', 'ground.rules.less-than-above', { above });
    const settings = {
      ...subject.place.settings,
      smallestCount: input.smallestCount,
      groupsStartedBy: input.onlyOrganisersStartGroups ? 'organisers' : 'people',
    };
    return save(context, subject.place, { settings: JSON.stringify(settings) as never }, 'place.rules', {
      values: {
        before: subject.inherited.settings.smallestCount ?? usualSettings.smallestCount,
        after: input.smallestCount,
      },
    });
  },
});

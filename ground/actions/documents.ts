import {
  type ActionContext,
  choice,
  defineAction,
  longText,
  optionalDay,
  optionalText,
  shortText,
} from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { z } from 'zod';
import { findGroup, type Group } from '../groups.ts';
import { noteChange } from '../history.ts';
import { documentKinds, type Place } from '../model.ts';
import { whileItStands } from '../phases.ts';
import { findPlace } from '../places.ts';
import { dayOf } from '../roles.ts';
import { mayKeepGroup, mayKeepPlace } from '../rules.ts';

const documentFields = z.strictObject({
  kind: choice(documentKinds),
  title: shortText({ max: 200 }),
  betweenWhom: optionalText({ max: 500 }),
  says: longText({ max: 5_000 }),
  link: optionalText({ max: 2_000 }),
  fromDay: optionalDay(),
  untilDay: optionalDay(),
  continuedBy: optionalText({ max: 300 }),
});

async function addIn(
  context: ActionContext,
  input: z.output<typeof documentFields>,
  groupId: string | null,
  inPlace: string,
) {
  const { tx, actor, now, about } = context;
  const { placeId } = actor;
  const fromDay = (input.fromDay as string | null) ?? (await dayOf(tx, now));
  const untilDay = input.untilDay as string | null;
  if (untilDay !== null && untilDay < fromDay) return refuseField('untilDay', 'ground.document.ends-first');
  // Rule 12: anything with an end date has a continuation owner.
  if (untilDay !== null && !input.continuedBy) return refuseField('continuedBy', 'ground.document.missing-continued');
  if (input.link && !(URL.canParse(input.link) && input.link.startsWith('https://')))
    return refuseField('link', 'error.bad-link');
  const id = await noteChange(tx, {
    placeId,
    at: now,
    subject: { type: groupId ? 'group' : 'place', id: groupId ?? inPlace },
    what: 'document.added',
    details: { values: { title: input.title } },
    byPerson: actor.personId,
  });
  await tx
    .insertInto('powers_document')
    .values({
      place_id: placeId,
      id,
      group_id: groupId,
      in_place: inPlace,
      kind: input.kind,
      title: input.title,
      between_whom: input.betweenWhom,
      says: input.says,
      link: input.link,
      from_day: fromDay,
      until_day: untilDay,
      continued_by: input.continuedBy,
      created_at: now,
      ended_at: null,
    })
    .execute();
  about('document', id);
  return done({ id });
}

export const addDocumentInGroup = defineAction({
  name: 'ground.add-document-in-group',
  rule: mayKeepGroup,
  subject: ({ tx }: ActionContext, { id }) => findGroup(tx, id as string),
  phase: whileItStands,
  input: documentFields,
  do: (context, input, subject: Group) => addIn(context, input, subject.id, subject.inPlace),
});

export const addDocumentInPlace = defineAction({
  name: 'ground.add-document-in-place',
  rule: mayKeepPlace,
  subject: ({ tx }: ActionContext, { id }) => findPlace(tx, id as string),
  phase: whileItStands,
  input: documentFields,
  do: (context, input, subject: Place) => addIn(context, input, null, subject.id),
});

import { type ActionContext, choice, defineAction, longText } from '@upwell/platform/action';
import { isUpload } from '@upwell/platform/http';
import { done, type Failure, refuse, refuseField } from '@upwell/platform/outcome';
import { z } from 'zod';
import { type NamedOutline, type Outlines, outlineLimits, readOutlines } from '../geojson.ts';
import { noteChange } from '../history.ts';
import { addNeighbourhoods, findPlace } from '../places.ts';
import { mayKeepPlace } from '../rules.ts';
import { linesOf } from '../speaking.ts';

/** Names typed one a line and a file of outlines, as a form sends them. Either may be left out. */
export const insideFields = {
  names: z.preprocess((typed) => typed ?? '', z.union([z.literal(''), longText({ max: 20_000 })])),
  file: z.custom<unknown>(() => true).optional(),
};

export interface Inside {
  outlines: (string | NamedOutline)[];
  problems: Outlines['problems'];
}

/**
 * What was typed and sent, read: the good ones, and a sentence for each that is not.
 * @returns a refusal when nothing of it can be taken
 */
export function readInside({ names, file }: { names: string; file?: unknown }): Inside | Failure {
  const typed = linesOf(names);
  if (typed.length > outlineLimits.features)
    return refuseField('names', 'ground.inside.too-many', { max: outlineLimits.features });
  const long = typed.find((name) => [...name].length > outlineLimits.name);
  if (long)
    return refuseField('names', 'ground.inside.long-name', { name: `${long.slice(0, 40)}…`, max: outlineLimits.name });
  const read: Outlines =
    isUpload(file) && file.bytes.length > 0 ? readOutlines(file.bytes) : { good: [], problems: [] };
  const first = read.problems[0];
  if (read.good.length === 0 && first)
    return refuse('invalid', { fields: { file: { key: first.key, values: first.values } } });
  return { outlines: [...read.good, ...typed], problems: read.problems };
}

/** Adds neighbourhoods, patches or sites inside a place. What of a file cannot be taken is told line by line; the rest is kept. */
export const addInside = defineAction({
  name: 'ground.add-inside',
  rule: mayKeepPlace,
  subject: ({ tx }: ActionContext, { id }) => findPlace(tx, id as string),
  input: z.strictObject({ ...insideFields, kind: choice(['town', 'neighbourhood', 'patch', 'site']) }),
  async do({ tx, actor, now, about }, input, subject) {
    const read = readInside(input);
    if ('ok' in read) return read;
    if (read.outlines.length === 0) return refuseField('names', 'ground.inside.missing');
    const { placeId, id } = subject;
    const added = await addNeighbourhoods(tx, {
      placeId,
      parentId: id,
      kind: input.kind,
      outlines: read.outlines,
      now,
    });
    about('place', id);
    const change = await noteChange(tx, {
      placeId,
      at: now,
      subject: { type: 'place', id },
      what: 'place.inside',
      details: {
        values: { count: added.length },
        added: added.map(({ name }) => name),
        problems: read.problems.slice(0, 200).map(({ key, values }) => ({ key, values })),
      },
      byPerson: actor.personId,
    });
    return done({ id, change });
  },
});

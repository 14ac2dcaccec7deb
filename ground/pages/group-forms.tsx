import { form, type PageContext } from '@upwell/platform/http';
import { type Failure, refuse } from '@upwell/platform/outcome';
import { Checkboxes, Radios, Select, TextArea, TextField } from '@upwell/platform/ui';
import { edit, sayRoom, succeed } from '../actions/groups.ts';
import { findGroup, type Group, listGroups } from '../groups.ts';
import { capacities, groupKinds } from '../model.ts';
import { placesOf } from '../places.ts';
import { mayKeepGroup } from '../rules.ts';
import { owedBy } from '../succession.ts';
import { question } from './question.tsx';

/** The group, if whoever asks may change it and it still stands. */
export async function keptGroup(context: PageContext, id: string | undefined): Promise<Group | Failure> {
  const group = await context.read((tx) => findGroup(tx, id as string));
  if (!group) return refuse('not-found');
  if (!mayKeepGroup.may(context.actor, group)) return refuse('not-allowed');
  return group.endedAt ? refuse('closed', { problem: { key: 'ground.ended' } }) : group;
}

export const backTo = (group: Group) => ({ href: `/groups/${group.id}`, label: group.name });
const saved = (output: { id: string }) => ({ to: `/groups/${output.id}`, notice: 'ground.notice.saved' });

export const editForm = form({
  name: 'ground.edit-group',
  path: '/groups/:id/edit',
  limit: 'write',
  action: edit,
  async view(context, { params, state }) {
    const { t } = context;
    const group = await keptGroup(context, params.id);
    if ('ok' in group) return group;
    const places = await context.read(placesOf);
    return question({
      context,
      state,
      title: t('ground.group.edit'),
      back: backTo(group),
      submit: t('platform.button.save'),
      under: '/groups',
      children: (
        <>
          <TextField name="name" label={t('ground.group.name')} value={group.name} />
          <TextArea name="does" label={t('ground.group.does')} value={group.does} />
          <Radios
            name="kind"
            label={t('ground.group.kind')}
            value={group.kind}
            choices={groupKinds.map((kind) => ({ value: kind, label: t(`ground.group-kind.${kind}`) }))}
          />
          <Select
            name="inPlace"
            label={t('ground.group.in')}
            value={group.inPlace}
            choices={places
              .filter((place) => place.endedAt === null)
              .map((place) => ({ value: place.id, label: place.name }))}
          />
          <TextArea
            name="meets"
            label={t('ground.group.meets')}
            hint={t('ground.group.meets-hint')}
            value={group.meets ?? ''}
            rows={2}
            optional
          />
          <TextArea
            name="contact"
            label={t('ground.group.contact')}
            hint={t('ground.group.contact-hint')}
            value={group.contact ?? ''}
            rows={2}
            optional
          />
        </>
      ),
    });
  },
  done: saved,
});

export const roomForm = form({
  name: 'ground.say-room',
  path: '/groups/:id/room',
  limit: 'write',
  action: sayRoom,
  async view(context, { params, state }) {
    const { t } = context;
    const group = await keptGroup(context, params.id);
    if ('ok' in group) return group;
    return question({
      context,
      state,
      title: t('ground.room.title'),
      back: backTo(group),
      lead: t('ground.room.lead'),
      submit: t('platform.button.save'),
      under: '/groups',
      children: (
        <Radios
          name="capacity"
          label={t('ground.room.question')}
          value={group.capacity}
          choices={capacities.map((capacity) => ({ value: capacity, label: t(`ground.room.${capacity}`) }))}
        />
      ),
    });
  },
  done: saved,
});

export const succeedForm = form({
  name: 'ground.succeed-group',
  path: '/groups/:id/succeed',
  limit: 'write',
  action: succeed,
  async view(context, { params, state }) {
    const { t } = context;
    const group = await keptGroup(context, params.id);
    if ('ok' in group) return group;
    const { owed, others } = await context.read(async (tx) => ({
      owed: await owedBy(tx, group.id),
      others: (await listGroups(tx, { limit: 1_000 })).filter((other) => other.id !== group.id),
    }));
    return question({
      context,
      state,
      title: t('ground.succeed.title'),
      back: backTo(group),
      lead: t('ground.succeed.lead'),
      danger: true,
      submit: t('ground.succeed.do'),
      under: '/groups',
      children: (
        <>
          <Select
            name="successorId"
            label={t('ground.succeed.who')}
            empty={t('ground.succeed.nobody')}
            choices={others.map((other) => ({ value: other.id, label: other.name }))}
            optional
          />
          {owed.length > 0 && (
            <Checkboxes
              name="takenOn"
              label={t('ground.succeed.owed')}
              hint={t('ground.succeed.owed-hint')}
              choices={owed.map(({ id, title, path }) => ({
                value: id,
                label: path ? <a href={path}>{title}</a> : title,
              }))}
            />
          )}
          <TextArea name="because" label={t('ground.succeed.because')} hint={t('ground.succeed.because-hint')} />
        </>
      ),
    });
  },
  done: (output: { id: string }) => ({ to: `/groups/${output.id}`, notice: 'ground.notice.group-ended' }),
});

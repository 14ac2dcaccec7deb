import { powers } from '@upwell/platform/access';
import { type FormState, form, type PageContext, type View } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Button,
  Checkbox,
  Checkboxes,
  DateField,
  Details,
  Empty,
  Form,
  PageHeading,
  Radios,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { giveInGroup, giveInPlace } from '../actions/roles.ts';
import { roleKinds } from '../model.ts';
import { findPlace } from '../places.ts';
import { holdsIn, mayKeepPlace } from '../rules.ts';
import { choosePerson, whoQuery } from './choose-person.tsx';
import { keptGroup } from './group-forms.tsx';

interface Home {
  id: string;
  back: { href: string; label: string };
}

async function giveView(context: PageContext, state: FormState, who: string | undefined, home: Home): Promise<View> {
  const { t, actor } = context;
  const person = await choosePerson(context, who);
  const title = t('ground.role.give');
  const own = powers.filter((power) => holdsIn(actor, home.id, power));
  return {
    title,
    private: true,
    body: (
      <>
        <PageHeading kicker={<a href={home.back.href}>{home.back.label}</a>} title={title} />
        {person.search}
        {person.none && <Empty icon="people" title={t('ground.person.nobody')} />}
        <Form
          action={who ? `${context.path}?${new URLSearchParams({ who })}` : context.path}
          hidden={context.hidden()}
          {...state}
        >
          {person.field(t('ground.role.empty-seat'))}
          <TextField name="name" label={t('ground.role.name')} hint={t('ground.role.name-hint')} />
          <Checkboxes
            name="powers"
            label={t('ground.role.powers')}
            hint={t('ground.role.powers-hint')}
            choices={own.map((power) => ({
              value: power,
              label: t(`ground.power.${power}`),
              hint: t(`ground.power.${power}.means`),
            }))}
          />
          <Checkbox name="hasVote" label={t('ground.role.vote')} />
          <Radios
            name="kind"
            label={t('ground.role.kind')}
            choices={roleKinds.map((kind) => ({ value: kind, label: t(`ground.role-kind.${kind}`) }))}
          />
          <DateField name="termEnd" label={t('ground.role.until')} hint={t('ground.role.until-hint')} optional />
          <Details summary={t('ground.role.more')}>
            <TextField
              name="seatFor"
              label={t('ground.role.seat-for')}
              hint={t('ground.role.seat-for-hint')}
              optional
            />
            <TextArea name="conditions" label={t('ground.role.conditions')} optional />
          </Details>
          <Button>{title}</Button>
        </Form>
      </>
    ),
  };
}

export const giveGroupForm = form({
  name: 'ground.give-role-in-group',
  path: '/groups/:id/roles/new',
  limit: 'write',
  action: giveInGroup,
  query: whoQuery,
  async view(context, { params, query, state }) {
    const group = await keptGroup(context, params.id);
    if ('ok' in group) return group;
    return giveView(context, state, query.who, {
      id: group.id,
      back: { href: `/groups/${group.id}`, label: group.name },
    });
  },
  done: (output: { id: string }) => ({ to: `/roles/${output.id}`, notice: 'ground.notice.role-given' }),
});

export const givePlaceForm = form({
  name: 'ground.give-role-in-place',
  path: '/places/:id/roles/new',
  limit: 'write',
  action: giveInPlace,
  query: whoQuery,
  async view(context, { params, query, state }) {
    const place = await context.read((tx) => findPlace(tx, params.id as string));
    if (!place) return refuse('not-found');
    if (!mayKeepPlace.may(context.actor, place)) return refuse('not-allowed');
    return giveView(context, state, query.who, {
      id: place.id,
      back: { href: `/places/${place.id}`, label: place.name },
    });
  },
  done: (output: { id: string }) => ({ to: `/roles/${output.id}`, notice: 'ground.notice.role-given' }),
});

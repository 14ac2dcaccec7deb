import { type FormState, form, type PageContext, type View } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { DateField, Radios, TextArea, TextField } from '@upwell/platform/ui';
import { addDocumentInGroup, addDocumentInPlace } from '../actions/documents.ts';
import { documentKinds } from '../model.ts';
import { findPlace } from '../places.ts';
import { mayKeepPlace } from '../rules.ts';
import { keptGroup } from './group-forms.tsx';
import { question } from './question.tsx';

function documentView(context: PageContext, state: FormState, back: { href: string; label: string }): View {
  const { t } = context;
  return question({
    context,
    state,
    title: t('ground.document.add'),
    back,
    lead: t('ground.document.lead'),
    submit: t('platform.button.add'),
    children: (
      <>
        <Radios
          name="kind"
          label={t('ground.document.kind')}
          choices={documentKinds.map((kind) => ({ value: kind, label: t(`ground.document-kind.${kind}`) }))}
        />
        <TextField name="title" label={t('ground.document.title')} />
        <TextArea name="says" label={t('ground.document.says')} rows={6} />
        <TextField name="betweenWhom" label={t('ground.document.whom')} optional />
        <TextField name="link" type="url" label={t('ground.document.link')} optional />
        <DateField name="fromDay" label={t('ground.document.from')} optional />
        <DateField name="untilDay" label={t('ground.document.until')} optional />
        <TextField
          name="continuedBy"
          label={t('ground.document.after')}
          hint={t('ground.document.after-hint')}
          optional
        />
      </>
    ),
  });
}

export const groupDocumentForm = form({
  name: 'ground.add-document-in-group',
  path: '/groups/:id/documents/new',
  limit: 'write',
  action: addDocumentInGroup,
  async view(context, { params, state }) {
    const group = await keptGroup(context, params.id);
    return 'ok' in group ? group : documentView(context, state, { href: `/groups/${group.id}`, label: group.name });
  },
  done: (_, { params }) => ({ to: `/groups/${params.id}#documents`, notice: 'ground.notice.saved' }),
});

export const placeDocumentForm = form({
  name: 'ground.add-document-in-place',
  path: '/places/:id/documents/new',
  limit: 'write',
  action: addDocumentInPlace,
  async view(context, { params, state }) {
    const place = await context.read((tx) => findPlace(tx, params.id as string));
    if (!place) return refuse('not-found');
    if (!mayKeepPlace.may(context.actor, place)) return refuse('not-allowed');
    return documentView(context, state, { href: '/seats', label: context.t('ground.powers.title') });
  },
  done: () => ({ to: '/seats#documents', notice: 'ground.notice.saved' }),
});

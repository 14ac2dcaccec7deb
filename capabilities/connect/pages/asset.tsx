import { anyone } from '@upwell/platform/access';
import { form, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Button,
  Checkbox,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Quiet,
  Radios,
  SummaryList,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { addAsset } from '../actions/add-asset.ts';
import { removeAsset } from '../actions/remove-asset.ts';
import { assetById } from '../assets.ts';
import { assetKinds, visibilities } from '../model.ts';

/** One thing on the map: what it is, who looks after it, on what terms. */
export const assetPage = page({
  name: 'connect.asset',
  path: '/map/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor, services } = context;
    const id = params.id as string;
    const connector = actor.powers.has('connect');
    const asset = await context.read((tx) => assetById(tx, services.sealer, { placeId: place.id, id, connector }));
    if (!asset) return refuse('not-found');
    const hidden = asset.visibility === 'connectors';
    const facts = (['venue', 'hours', 'custodian', 'terms'] as const).flatMap((name) =>
      asset[name] ? [{ term: t(`connect.asset.${name}`), value: asset[name] }] : [],
    );
    return {
      title: asset.title,
      under: '/find',
      private: hidden,
      body: (
        <>
          <PageHeading kicker={t(`connect.kind.${asset.kind}`)} title={asset.title}>
            {asset.about && <p>{asset.about}</p>}
          </PageHeading>
          {hidden && <Notice title={t('connect.visibility.connectors')}>{t('connect.find.gifts.note')}</Notice>}
          {asset.kind === 'outside' && <Notice>{t('connect.asset.not-ours')}</Notice>}
          {facts.length > 0 && <SummaryList items={facts} />}
          <Actions>
            <LinkButton href={`/introductions/new?asset=${id}`}>{t('connect.introduce.link')}</LinkButton>
            {!hidden && (
              <LinkButton kind="quiet" href={`/thread/${id}`}>
                {t('connect.asset.thread')}
              </LinkButton>
            )}
            {(connector || actor.powers.has('host')) && (
              <LinkButton kind="quiet" href={`/map/${id}/take-away`}>
                {t('connect.asset.remove')}
              </LinkButton>
            )}
          </Actions>
        </>
      ),
    };
  },
});

/** Putting something on the map, with the say-so of whoever gives it. */
export const assetForm = form({
  name: 'connect.addAsset',
  path: '/map/new',
  limit: 'write',
  action: addAsset,
  async view(context, { state }) {
    const { t } = context;
    return {
      title: t('connect.asset.add'),
      under: '/find',
      private: true,
      body: (
        <>
          <PageHeading title={t('connect.asset.add')}>
            <p>{t('connect.asset.add.lead')}</p>
          </PageHeading>
          <Form action="/map/new" hidden={context.hidden()} {...state}>
            <Radios
              name="kind"
              label={t('connect.asset.kind')}
              choices={assetKinds.map((kind) => ({
                value: kind,
                label: t(`connect.kind.${kind}`),
                hint: t(`connect.kind.${kind}.hint`),
              }))}
            />
            <TextField name="title" label={t('connect.asset.name')} />
            <TextArea name="about" label={t('connect.asset.about')} rows={3} optional />
            <Radios
              name="visibility"
              label={t('connect.asset.visibility')}
              value="public"
              choices={visibilities.map((each) => ({
                value: each,
                label: t(`connect.visibility.${each}`),
                hint: t(`connect.visibility.${each}.hint`),
              }))}
            />
            <TextField name="venue" label={t('connect.asset.venue')} optional />
            <TextField name="hours" label={t('connect.asset.hours')} optional />
            <TextField
              name="custodian"
              label={t('connect.asset.custodian')}
              hint={t('connect.asset.custodian.hint')}
              optional
            />
            <TextArea
              name="terms"
              label={t('connect.asset.terms')}
              hint={t('connect.asset.terms.hint')}
              rows={2}
              optional
            />
            <TextField
              name="contact"
              label={t('connect.asset.contact')}
              hint={t('connect.asset.contact.hint')}
              optional
            />
            <Checkbox name="agreed" label={t('connect.asset.agreed')} />
            <Button>{t('connect.asset.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/map/${output.id}`, notice: 'connect.notice.added' }),
});

/** Taking something off the map. */
export const removeForm = form({
  name: 'connect.removeAsset',
  path: '/map/:id/take-away',
  limit: 'write',
  action: removeAsset,
  async view(context, { params, state }) {
    const { t, place, actor, services } = context;
    const id = params.id as string;
    const connector = actor.powers.has('connect');
    const asset = await context.read((tx) => assetById(tx, services.sealer, { placeId: place.id, id, connector }));
    if (!asset) return refuse('not-found');
    return {
      title: t('connect.asset.remove'),
      under: '/find',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/map/${id}`}>{asset.title}</a>} title={t('connect.asset.remove')}>
            <p>{t('connect.asset.remove.lead')}</p>
          </PageHeading>
          <Form action={`/map/${id}/take-away`} hidden={context.hidden()} {...state}>
            <Button kind="danger">{t('connect.asset.remove')}</Button>
          </Form>
          <Quiet>
            <a href={`/map/${id}`}>{t('platform.button.back')}</a>
          </Quiet>
        </>
      ),
    };
  },
  done: () => ({ to: '/find', notice: 'connect.notice.removed' }),
});

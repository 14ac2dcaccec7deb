import { form, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { FileField, LinkButton, Notice, PageHeading, Radios, Section, TextArea } from '@upwell/platform/ui';
import { addInside } from '../actions/add-inside.ts';
import { outlineLimits } from '../geojson.ts';
import { findChange } from '../history.ts';
import { findPlace } from '../places.ts';
import { mayKeepPlace } from '../rules.ts';
import { question } from './question.tsx';

/** Places inside a place: typed one a line, or from a file of outlines. */
export const insideForm = form({
  name: 'ground.add-inside',
  path: '/places/:id/inside',
  limit: 'upload',
  action: addInside,
  files: { maxBytes: outlineLimits.bytes },
  async view(context, { params, state }) {
    const { t, actor } = context;
    const place = await context.read((tx) => findPlace(tx, params.id as string));
    if (!place) return refuse('not-found');
    if (!mayKeepPlace.may(actor, place)) return refuse('not-allowed');
    return question({
      context,
      state,
      title: t('ground.inside.title', { name: place.name }),
      back: { href: `/places/${place.id}/settings`, label: t('ground.settings.title') },
      files: true,
      submit: t('platform.button.add'),
      children: (
        <>
          <InsideFields t={t} />
          <Radios
            name="kind"
            label={t('ground.inside.kind')}
            value="neighbourhood"
            choices={(['neighbourhood', 'patch', 'site', 'town'] as const).map((kind) => ({
              value: kind,
              label: t(`ground.kind.${kind}`),
            }))}
          />
        </>
      ),
    });
  },
  done: (output: { id: string; change: string }) => ({ to: `/places/${output.id}/inside/${output.change}` }),
});

/** The two ways to name what lies inside a place. */
export const InsideFields = ({ t, names }: { t: (key: string) => string; names?: string }) => (
  <>
    <TextArea
      name="names"
      label={t('ground.inside.names')}
      hint={t('ground.one-a-line')}
      rows={6}
      value={names}
      optional
    />
    <FileField
      name="file"
      label={t('ground.inside.file')}
      hint={t('ground.inside.file-hint')}
      accept=".geojson,.json,application/geo+json"
      optional
    />
  </>
);

/** What was added, and a sentence for each line of the file that could not be taken. */
export const insideDonePage = page({
  name: 'ground.inside-added',
  path: '/places/:id/inside/:changeId',
  rule: mayKeepPlace,
  limit: 'read',
  async view(context, { params }) {
    const { t, actor } = context;
    const found = await context.read(async (tx) => {
      const place = await findPlace(tx, params.id as string);
      return place && { place, change: await findChange(tx, params.changeId as string) };
    });
    if (!found?.change || found.change.subjectId !== found.place.id) return refuse('not-found');
    if (!mayKeepPlace.may(actor, found.place)) return refuse('not-allowed');
    const { added = [], problems = [] } = found.change.details;
    const title = t('ground.inside.added', { count: added.length });
    return {
      title,
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/places/${found.place.id}`}>{found.place.name}</a>} title={title} />
          {added.length > 0 && (
            <ul>
              {added.map((name) => (
                <li key={name} dir="auto">
                  {name}
                </li>
              ))}
            </ul>
          )}
          {problems.length > 0 && (
            <Section title={t('ground.inside.not-taken', { count: problems.length })}>
              <Notice kind="care">{t('ground.inside.not-taken-lead')}</Notice>
              <ul>
                {problems.map((problem, at) => (
                  <li key={at} dir="auto">
                    {t(problem.key, problem.values)}
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <LinkButton kind="quiet" href={`/places/${found.place.id}/inside`}>
            {t('ground.inside.more')}
          </LinkButton>
        </>
      ),
    };
  },
});

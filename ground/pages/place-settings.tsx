import { form, type PageContext, page } from '@upwell/platform/http';
import { isLang, LANGS, TERMS, type Term, termValues } from '@upwell/platform/i18n';
import { type Failure, refuse } from '@upwell/platform/outcome';
import { Checkbox, Checkboxes, PageHeading, Radios, SummaryList, TextArea, TextField } from '@upwell/platform/ui';
import {
  chooseLanguages,
  chooseWords,
  namePlace,
  sayHowToReach,
  setRules,
  writePrinciples,
} from '../actions/change-place.ts';
import { ownWords } from '../inherit.ts';
import type { PlaceWithInheritance } from '../places.ts';
import { placeWithInheritance } from '../places.ts';
import { mayKeepPlace, mayOwn } from '../rules.ts';
import { question } from './question.tsx';

const find = (context: PageContext, id: string) => context.read((tx) => placeWithInheritance(tx, id));

/** The place, if whoever asks may change it. */
async function kept(context: PageContext, id: string | undefined): Promise<PlaceWithInheritance | Failure> {
  const found = await find(context, id as string);
  if (!found) return refuse('not-found');
  return mayKeepPlace.may(context.actor, found.place) ? found : refuse('not-allowed');
}

const back = (context: PageContext, id: string) => ({
  href: `/places/${id}/settings`,
  label: context.t('ground.settings.title'),
});
const saved = (output: { id: string }) => ({ to: `/places/${output.id}/settings`, notice: 'ground.notice.saved' });

/** Everything a place decides for itself, each with a way to change it. */
export const settingsPage = page({
  name: 'ground.settings',
  path: '/places/:id/settings',
  rule: mayKeepPlace,
  limit: 'read',
  async view(context, { params }) {
    const { t, actor } = context;
    const found = await find(context, params.id as string);
    if (!found) return refuse('not-found');
    const { place, inherited } = found;
    if (!mayKeepPlace.may(actor, place)) return refuse('not-allowed');
    const row = (term: string, value: string, path: string) => ({
      term,
      value,
      action: { href: `/places/${place.id}/${path}`, label: t('platform.button.change'), about: term },
    });
    const reach = [inherited.phone, inherited.textNumber, inherited.postalAddress].filter((way) => way !== null);
    return {
      title: t('ground.settings.title'),
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/places/${place.id}`}>{place.name}</a>} title={t('ground.settings.title')}>
            <p>{t('ground.settings.lead')}</p>
          </PageHeading>
          <SummaryList
            items={[
              row(t('ground.place.name'), place.name, 'name'),
              ...inherited.languages.map((lang) =>
                row(
                  t('ground.words.title', { language: t(`platform.language.${lang}`) }),
                  termValues(lang, inherited.words).people ?? '',
                  `words/${lang}`,
                ),
              ),
              row(
                t('ground.principles.title'),
                t('ground.principles.count', { count: inherited.principles.length }),
                'principles',
              ),
              row(t('ground.place.reach'), reach.length > 0 ? t.list(reach) : t('ground.place.not-said'), 'reach'),
              ...(place.parentId === null
                ? [
                    row(
                      t('ground.place.languages'),
                      t.list(inherited.languages.map((lang) => t(`platform.language.${lang}`))),
                      'languages',
                    ),
                  ]
                : []),
              row(t('ground.place.inside'), t('ground.inside.add'), 'inside'),
              ...(mayOwn.may(actor, null)
                ? [
                    row(
                      t('ground.rules.title'),
                      t('ground.rules.now', { count: inherited.settings.smallestCount }),
                      'rules',
                    ),
                  ]
                : []),
              row(t('ground.powers.title'), t('ground.role.give'), 'roles/new'),
            ]}
          />
        </>
      ),
    };
  },
});

export const nameForm = form({
  name: 'ground.name-place',
  path: '/places/:id/name',
  limit: 'write',
  action: namePlace,
  async view(context, { params, state }) {
    const { t } = context;
    const found = await kept(context, params.id);
    if ('ok' in found) return found;
    return question({
      context,
      state,
      title: t('ground.place.name'),
      back: back(context, found.place.id),
      submit: t('platform.button.save'),
      children: <TextField name="name" label={t('ground.place.name-question')} value={found.place.name} />,
    });
  },
  done: saved,
});

export const wordsForm = form({
  name: 'ground.choose-words',
  path: '/places/:id/words/:lang',
  limit: 'write',
  action: chooseWords,
  async view(context, { params, state }) {
    const { t } = context;
    const { lang } = params;
    const found = await kept(context, params.id);
    if ('ok' in found) return found;
    if (!isLang(lang)) return refuse('not-found');
    const usual = termValues(lang, found.line.length > 1 ? found.inherited.words : {});
    const own = ownWords(found.place.words, lang);
    return question({
      context,
      state,
      title: t('ground.words.title', { language: t(`platform.language.${lang}`) }),
      back: back(context, found.place.id),
      lead: t('ground.words.lead'),
      submit: t('platform.button.save'),
      children: (Object.keys(TERMS) as Term[]).map((term) => (
        <TextField
          key={term}
          name={term}
          label={t(`ground.term.${term}`)}
          hint={t('ground.words.usual', { word: term === 'place' ? found.place.name : (usual[term] ?? '') })}
          value={own[term] ?? ''}
          width={20}
          lang={lang}
          optional
        />
      )),
    });
  },
  done: saved,
});

export const principlesForm = form({
  name: 'ground.write-principles',
  path: '/places/:id/principles',
  limit: 'write',
  action: writePrinciples,
  async view(context, { params, state }) {
    const { t } = context;
    const found = await kept(context, params.id);
    if ('ok' in found) return found;
    const above = found.inherited.principles.filter(({ own }) => !own);
    return question({
      context,
      state,
      title: t('ground.principles.title'),
      back: back(context, found.place.id),
      lead: t('ground.principles.lead'),
      submit: t('platform.button.save'),
      children: (
        <>
          {above.length > 0 && (
            <ul>
              {above.map(({ text, from }) => (
                <li key={text}>
                  <span dir="auto">{text}</span>{' '}
                  <small className="quiet">{t('ground.principles.from', { name: from.name })}</small>
                </li>
              ))}
            </ul>
          )}
          <TextArea
            name="principles"
            label={t('ground.principles.own')}
            hint={t('ground.one-a-line')}
            rows={10}
            value={found.place.principles.join('\n')}
            optional
          />
        </>
      ),
    });
  },
  done: saved,
});

export const reachForm = form({
  name: 'ground.say-how-to-reach',
  path: '/places/:id/reach',
  limit: 'write',
  action: sayHowToReach,
  async view(context, { params, state }) {
    const { t } = context;
    const found = await kept(context, params.id);
    if ('ok' in found) return found;
    const { place } = found;
    return question({
      context,
      state,
      title: t('ground.place.reach'),
      back: back(context, place.id),
      lead: t('ground.place.reach-lead'),
      submit: t('platform.button.save'),
      children: (
        <>
          <TextField
            name="phone"
            label={t('ground.place.phone')}
            type="tel"
            width={20}
            value={place.phone ?? ''}
            optional
          />
          <TextField
            name="textNumber"
            label={t('ground.place.text')}
            type="tel"
            width={20}
            value={place.textNumber ?? ''}
            optional
          />
          <TextArea
            name="postalAddress"
            label={t('ground.place.post')}
            rows={4}
            value={place.postalAddress ?? ''}
            optional
          />
        </>
      ),
    });
  },
  done: saved,
});

export const languagesForm = form({
  name: 'ground.choose-languages',
  path: '/places/:id/languages',
  limit: 'write',
  action: chooseLanguages,
  async view(context, { params, state }) {
    const { t } = context;
    const found = await kept(context, params.id);
    if ('ok' in found) return found;
    if (found.place.parentId) return refuse('not-found');
    const choices = LANGS.map((lang) => ({ value: lang, label: t(`platform.language.${lang}`) }));
    return question({
      context,
      state,
      title: t('ground.place.languages'),
      back: back(context, found.place.id),
      submit: t('platform.button.save'),
      children: (
        <>
          <Checkboxes
            name="languages"
            label={t('ground.languages.which')}
            choices={choices}
            values={[...found.inherited.languages]}
          />
          <Radios
            name="first"
            label={t('ground.languages.first')}
            choices={choices}
            value={found.inherited.languages[0]}
          />
        </>
      ),
    });
  },
  done: saved,
});

export const rulesForm = form({
  name: 'ground.set-rules',
  path: '/places/:id/rules',
  limit: 'write',
  action: setRules,
  async view(context, { params, state }) {
    const { t } = context;
    const found = await kept(context, params.id);
    if ('ok' in found) return found;
    const { smallestCount, groupsStartedBy } = found.inherited.settings;
    return question({
      context,
      state,
      title: t('ground.rules.title'),
      back: back(context, found.place.id),
      submit: t('platform.button.save'),
      children: (
        <>
          <TextField
            name="smallestCount"
            label={t('ground.rules.smallest')}
            hint={t('ground.rules.smallest-hint')}
            inputMode="numeric"
            width={3}
            value={String(smallestCount)}
          />
          <Checkbox
            name="onlyOrganisersStartGroups"
            label={t('ground.rules.groups')}
            checked={groupsStartedBy === 'organisers'}
          />
        </>
      ),
    });
  },
  done: saved,
});

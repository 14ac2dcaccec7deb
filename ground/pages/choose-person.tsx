import type { PageContext } from '@upwell/platform/http';
import { Button, Form, Radios, TextField } from '@upwell/platform/ui';
import { z } from 'zod';
import { findPeople } from '../people.ts';

export const whoQuery = z.strictObject({ who: z.string().max(80).optional() });

/** People to choose from: found by nickname first, on the same page. */
export async function choosePerson(context: PageContext, who: string | undefined) {
  const { t, actor } = context;
  const wholePlace = actor.powers.has('organise');
  const people = who ? await context.read((tx) => findPeople(tx, who, { exactly: !wholePlace })) : [];
  return {
    search: (
      <Form action={context.path} method="get" label={t('ground.person.find')}>
        <TextField
          name="who"
          type="search"
          label={t('ground.person.who')}
          hint={t(wholePlace ? 'ground.person.who-hint' : 'ground.person.who-exactly')}
          value={who}
          width={20}
        />
        <Button kind="quiet">{t('platform.button.search')}</Button>
      </Form>
    ),
    field: (nobody?: string) => (
      <Radios
        name="personId"
        label={t('ground.person.choose')}
        choices={[
          ...people.map((person) => ({ value: person.id, label: <span dir="auto">{person.nickname}</span> })),
          ...(nobody === undefined
            ? []
            : [{ value: '', label: nobody, ...(people.length > 0 && { divider: t('ground.or') }) }]),
        ]}
      />
    ),
    none: who !== undefined && who !== '' && people.length === 0,
    found: people.length,
  };
}

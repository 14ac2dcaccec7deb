import { sources } from '@upwell/listen';
import type { Translator } from '@upwell/platform/i18n';
import { Card, DateField, Fieldset, Select, TextField } from '@upwell/platform/ui';

/** One row for an input that came by another way. `row` is '' where it is the only one. */
export function InputRow({ t, row, legend }: { t: Translator; row: string; legend?: string }) {
  const fields = (
    <>
      <TextField
        name={`who${row}`}
        label={t('decide.input.who')}
        hint={t('decide.input.who.hint')}
        optional={row !== ''}
      />
      <Select
        name={`source${row}`}
        label={t('decide.input.source')}
        hint={t('decide.input.source.hint')}
        empty={t('decide.choose')}
        choices={sources.map((source) => ({ value: source, label: t(`decide.source.${source}`) }))}
        optional={row !== ''}
      />
      <TextField name={`number${row}`} label={t('decide.input.number')} inputMode="numeric" width={5} optional />
      <TextField name={`note${row}`} label={t('decide.input.note')} optional />
    </>
  );
  return legend ? (
    <Card>
      <Fieldset legend={legend}>{fields}</Fieldset>
    </Card>
  ) : (
    fields
  );
}

/** One row for a promise made with a decision. */
export function PromiseRow({ t, row, legend }: { t: Translator; row: string; legend: string }) {
  return (
    <Card>
      <Fieldset legend={legend}>
        <TextField name={`promise${row}`} label={t('decide.commitment.promise')} optional />
        <TextField
          name={`owner${row}`}
          label={t('decide.commitment.owner')}
          hint={t('decide.commitment.owner.hint')}
          optional
        />
        <DateField name={`due${row}`} label={t('decide.commitment.due')} optional />
      </Fieldset>
    </Card>
  );
}

import type { Translator } from '@upwell/platform/i18n';
import { Checkbox, Radios, TextArea, TextField } from '@upwell/platform/ui';
import { levels, makings } from '../model.ts';
import type { Claim } from '../queries.ts';

/** The fields of a claim, filled from one that is being put right. */
export function ClaimFields({ t, claim }: { t: Translator; claim?: Claim }) {
  const text = (value: string | number | null | undefined) =>
    value === null || value === undefined ? undefined : String(value);
  return (
    <>
      <TextArea
        name="statement"
        label={t('learn.field.statement')}
        hint={t('learn.field.statement.hint')}
        rows={2}
        value={claim?.statement}
      />
      <Radios
        name="level"
        label={t('learn.field.level')}
        value={claim?.level}
        choices={levels.map((level) => ({
          value: level,
          label: t(`learn.level.${level}`),
          hint: t(`learn.level.${level}.hint`),
        }))}
      />
      <Radios
        name="made"
        label={t('learn.field.made')}
        value={claim?.made ?? 'observed'}
        choices={makings.map((made) => ({ value: made, label: t(`learn.field.made.${made}`) }))}
      />
      <TextField
        name="shown"
        label={t('learn.field.shown')}
        hint={t('learn.field.shown.hint')}
        width={20}
        value={text(claim?.shown)}
        optional
      />
      <Checkbox
        name="ratio"
        label={t('learn.field.ratio')}
        hint={t('learn.field.ratio.hint')}
        checked={claim?.kind === 'return-ratio'}
      />
      <TextField
        name="base"
        label={t('learn.field.base')}
        hint={t('learn.field.base.hint')}
        inputMode="numeric"
        width={10}
        value={text(claim?.base)}
        optional
      />
      <TextField
        name="baseOf"
        label={t('learn.field.base-of')}
        hint={t('learn.field.base-of.hint')}
        value={text(claim?.baseOf)}
        optional
      />
      <Checkbox
        name="baseNotGiven"
        label={t('learn.field.base-not-given')}
        checked={claim !== undefined && claim.base === null}
      />
      <Radios
        name="scope"
        label={t('learn.field.scope')}
        value={claim ? (claim.whole ? 'part' : 'whole') : undefined}
        choices={[
          { value: 'whole', label: t('learn.field.scope.whole') },
          {
            value: 'part',
            label: t('learn.field.scope.part'),
            hint: t('learn.field.scope.part.hint'),
            more: (
              <>
                <TextField name="wholeOf" label={t('learn.field.whole-of')} value={text(claim?.whole?.of)} />
                <TextField
                  name="wholeBase"
                  label={t('learn.field.whole-base')}
                  inputMode="numeric"
                  width={10}
                  value={text(claim?.whole?.base)}
                />
                <TextField
                  name="wholeShown"
                  label={t('learn.field.whole-shown')}
                  width={20}
                  value={text(claim?.whole?.shown)}
                />
              </>
            ),
          },
        ]}
      />
      <TextField
        name="comparator"
        label={t('learn.field.comparator')}
        hint={t('learn.field.comparator.hint')}
        value={text(claim?.comparator)}
        optional
      />
      <TextArea
        name="method"
        label={t('learn.field.method')}
        hint={t('learn.field.method.hint')}
        rows={2}
        value={text(claim?.method)}
        optional
      />
      <TextField
        name="period"
        label={t('learn.field.period')}
        hint={t('learn.field.period.hint')}
        value={claim?.period}
      />
      <TextField
        name="horizon"
        label={t('learn.field.horizon')}
        hint={t('learn.field.horizon.hint')}
        value={text(claim?.horizon)}
        optional
      />
      <TextField name="beneficiary" label={t('learn.field.beneficiary')} value={text(claim?.beneficiary)} optional />
      <TextField
        name="source"
        label={t('learn.field.source')}
        hint={t('learn.field.source.hint')}
        value={claim?.source}
      />
      <TextArea
        name="caveat"
        label={t('learn.field.caveat')}
        hint={t('learn.field.caveat.hint')}
        rows={2}
        value={text(claim?.caveat)}
        optional
      />
    </>
  );
}

import { Checkboxes as BaseCheckboxes, Radios as BaseRadios, Select as BaseSelect } from 'nhsuk-react-components';
import type { ReactNode } from 'react';
import { type FieldProps, fieldId, useField } from './form.tsx';

/** One choice. `more` is shown below it (a field that belongs to it), always open without JavaScript. */
export interface Choice {
  value: string;
  label: ReactNode;
  hint?: string;
  more?: ReactNode;
  /** Says 'or' (any word) above this choice. */
  divider?: string;
}

const optionId = (name: string, at: number) => (at === 0 ? fieldId(name) : `${fieldId(name)}-${at + 1}`);

/** One of several. */
export function Radios({
  choices,
  value,
  inline,
  ...rest
}: FieldProps & { choices: Choice[]; value?: string; inline?: boolean }) {
  const { shared, legend, typed } = useField(rest);
  const chosen = typeof typed === 'string' ? typed : value;
  return (
    <BaseRadios {...shared} id={undefined} {...legend} inline={inline}>
      {choices.flatMap((choice, at) => [
        choice.divider && <BaseRadios.Divider key={`${choice.value}-or`}>{choice.divider}</BaseRadios.Divider>,
        <BaseRadios.Item
          key={choice.value}
          id={optionId(rest.name, at)}
          value={choice.value}
          hint={choice.hint}
          conditional={choice.more}
          defaultChecked={choice.value === chosen}
        >
          {choice.label}
        </BaseRadios.Item>,
      ])}
    </BaseRadios>
  );
}

/** Any of several; the body holds one value or a list under `name`. */
export function Checkboxes({ choices, values = [], ...rest }: FieldProps & { choices: Choice[]; values?: string[] }) {
  const { shared, legend, typed } = useField(rest);
  const chosen = Array.isArray(typed) ? typed : typeof typed === 'string' ? [typed] : values;
  return (
    <BaseCheckboxes {...shared} id={undefined} {...legend}>
      {choices.flatMap((choice, at) => [
        choice.divider && (
          <div key={`${choice.value}-or`} className="nhsuk-checkboxes__divider">
            {choice.divider}
          </div>
        ),
        <BaseCheckboxes.Item
          key={choice.value}
          id={optionId(rest.name, at)}
          value={choice.value}
          hint={choice.hint}
          conditional={choice.more}
          defaultChecked={chosen.includes(choice.value)}
        >
          {choice.label}
        </BaseCheckboxes.Item>,
      ])}
    </BaseCheckboxes>
  );
}

/** A single box to tick, as for one consent in the words shown. Value `yes`. */
export function Checkbox({
  checked = false,
  ...rest
}: Omit<FieldProps, 'hint' | 'asHeading' | 'optional'> & { checked?: boolean; hint?: string }) {
  const { shared, typed } = useField(rest);
  return (
    <BaseCheckboxes {...shared} hint={undefined} id={undefined}>
      <BaseCheckboxes.Item
        id={fieldId(rest.name)}
        value="yes"
        hint={rest.hint}
        defaultChecked={typed === undefined ? checked : typed === 'yes'}
      >
        {rest.label}
      </BaseCheckboxes.Item>
    </BaseCheckboxes>
  );
}

/** One of many, folded away. Prefer `Radios` up to about seven. */
export function Select({
  choices,
  value,
  empty,
  ...rest
}: FieldProps & { choices: { value: string; label: string }[]; value?: string; empty?: string }) {
  const { shared, label, typed } = useField(rest);
  const chosen = typeof typed === 'string' ? typed : value;
  return (
    <BaseSelect {...shared} {...label} defaultValue={chosen}>
      {empty !== undefined && <BaseSelect.Option value="">{empty}</BaseSelect.Option>}
      {choices.map((choice) => (
        <BaseSelect.Option key={choice.value} value={choice.value} selected={choice.value === chosen}>
          {choice.label}
        </BaseSelect.Option>
      ))}
    </BaseSelect>
  );
}

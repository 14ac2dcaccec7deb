import { FileUpload, Textarea, TextInput } from 'nhsuk-react-components';
import type { HTMLInputAutoCompleteAttribute } from 'react';
import { type FieldProps, useField } from './form.tsx';

interface Typing extends FieldProps {
  value?: string;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  maxLength?: number;
  spellCheck?: boolean;
  /** The language people are likely to write in; `auto` direction is always on. */
  lang?: string;
}

const written = (typed: unknown, value: string | undefined) => (typeof typed === 'string' ? typed : value);

/** One line of writing. `width` is the number of characters expected, not a limit. */
export function TextField({
  value,
  type = 'text',
  width,
  inputMode,
  prefix,
  suffix,
  ...rest
}: Typing & {
  type?: 'text' | 'email' | 'tel' | 'search' | 'url' | 'password';
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30;
  inputMode?: 'numeric' | 'decimal' | 'tel' | 'email' | 'text';
  prefix?: string;
  suffix?: string;
}) {
  const { shared, label, typed } = useField(rest);
  return (
    <TextInput
      {...shared}
      {...label}
      type={type}
      width={width}
      inputMode={inputMode}
      prefix={prefix}
      suffix={suffix}
      autoComplete={rest.autoComplete}
      maxLength={rest.maxLength}
      spellCheck={rest.spellCheck}
      lang={rest.lang}
      dir="auto"
      defaultValue={type === 'password' ? undefined : written(typed, value)}
    />
  );
}

/** Several lines of writing, in any language. */
export function TextArea({ value, rows = 4, placeholder, ...rest }: Typing & { rows?: number; placeholder?: string }) {
  const { shared, label, typed } = useField(rest);
  return (
    <Textarea
      {...shared}
      {...label}
      rows={rows}
      placeholder={placeholder}
      maxLength={rest.maxLength}
      spellCheck={rest.spellCheck}
      lang={rest.lang}
      dir="auto"
      defaultValue={written(typed, value)}
    />
  );
}

/** An amount in pounds, typed as people write it: `1,200` or `12.50`. `pence()` of the action room reads it. `pence` is what it starts from. */
export function MoneyField({ pence, ...rest }: FieldProps & { pence?: number }) {
  const value = pence === undefined ? undefined : (pence / 100).toFixed(pence % 100 ? 2 : 0);
  return <TextField {...rest} value={value} prefix="£" inputMode="decimal" width={10} spellCheck={false} />;
}

/** A file to send: a photo, a paper, a voice note. `capture` asks a phone for its microphone or camera. */
export function FileField({
  accept,
  multiple,
  capture,
  ...rest
}: FieldProps & { accept?: string; multiple?: boolean; capture?: 'environment' | 'user' }) {
  const { shared, label } = useField(rest);
  return <FileUpload {...shared} {...label} accept={accept} multiple={multiple} capture={capture} />;
}

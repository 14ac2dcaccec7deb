import { createContext, type ReactNode, useContext } from 'react';
import { LabelsContext } from './labels.ts';
import { type Translate, useSpeech } from './speech.tsx';

/** What is wrong with a field: a message key and its values (as in `Failure.fields`). */
export interface FieldProblem {
  key: string;
  values?: Record<string, string | number>;
}

/** What was typed, by field name. Several values for checkboxes. */
export type Typed = Record<string, unknown>;

interface FormState {
  typed: Typed;
  problems: Record<string, FieldProblem>;
}

const FormContext = createContext<FormState>({ typed: {}, problems: {} });

/**
 * A form that works without JavaScript. `hidden` holds what the server needs back (the csrf token, the once key).
 * After a failure give `problems` (`failure.fields`) and `typed` (the body as it came): every field inside shows its own.
 */
export function Form({
  action,
  method = 'post',
  hidden = {},
  problems = {},
  typed = {},
  files = false,
  label,
  id,
  children,
}: {
  action: string;
  method?: 'post' | 'get';
  hidden?: Record<string, string>;
  problems?: Record<string, FieldProblem>;
  typed?: Typed;
  files?: boolean;
  label?: string;
  id?: string;
  children: ReactNode;
}) {
  return (
    <form
      action={action}
      method={method}
      encType={files ? 'multipart/form-data' : undefined}
      noValidate
      aria-label={label}
      id={id}
      className="form"
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FormContext.Provider value={{ typed, problems }}>{children}</FormContext.Provider>
    </form>
  );
}

/** The id of the control that carries a field, so that an error summary can lead to it. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^A-Za-z0-9_-]+/g, '-')}`;
}

/** What every field is given. `value` and `error` come from the form unless said here. */
export interface FieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
  /** Says '(optional)' beside the label. */
  optional?: boolean;
  /** The label is the page's h1: one question, one page. */
  asHeading?: boolean;
  error?: string;
}

// The control library takes strings or elements; the fragment makes an element of any node.
// biome-ignore lint/complexity/noUselessFragments: a list of nodes becomes one element
const asElement = (node: ReactNode) => (typeof node === 'string' || node == null ? (node ?? undefined) : <>{node}</>);

/** Everything a field shares with every other: id, hint, label, its error and what was typed. */
export function useField({ name, label, hint, optional, asHeading, error }: FieldProps) {
  const { t } = useSpeech();
  const { typed, problems } = useContext(FormContext);
  const problem = problems[name];
  useContext(LabelsContext)?.set(fieldId(name), label);
  const words = optional ? t('ui.optional', { label }) : label;
  return {
    typed: typed[name],
    typedPart: (part: string) => typed[`${name}-${part}`],
    shared: {
      id: fieldId(name),
      name,
      hint: asElement(hint),
      error: error ?? (problem && t(problem.key, problem.values)),
      errorProps: { visuallyHiddenText: t('ui.problem.word') },
    },
    label: { label: words, labelProps: asHeading ? { isPageHeading: true } : {} },
    legend: { legend: words, legendProps: asHeading ? { isPageHeading: true } : {} },
  };
}

/** A field's problems as sentences with their addresses, for an error summary. */
export function problemLines(t: Translate, problems: Record<string, FieldProblem>) {
  return Object.entries(problems).map(([name, problem]) => ({
    id: fieldId(name),
    text: t(problem.key, problem.values),
  }));
}

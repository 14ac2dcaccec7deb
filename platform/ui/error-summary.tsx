import { ErrorSummary as Base } from 'nhsuk-react-components';
import { type FieldProblem, problemLines } from './form.tsx';
import { useSpeech } from './speech.tsx';

/**
 * What went wrong, above the h1, each line leading to its field. Takes the focus when the page arrives, without JavaScript.
 * `labels` names the fields by the words on the page, so that 'Fill this in' says what. `general` are sentences that belong to no field. Renders nothing when nothing is wrong.
 */
export function ErrorSummary({
  problems = {},
  general = [],
  labels = {},
  takesFocus = true,
}: {
  problems?: Record<string, FieldProblem>;
  general?: string[];
  labels?: Record<string, string>;
  takesFocus?: boolean;
}) {
  const { t } = useSpeech();
  const lines = problemLines(t, problems);
  if (lines.length + general.length === 0) return null;
  return (
    <Base tabIndex={-1} autoFocus={takesFocus || undefined} aria-labelledby="ui-problem-title">
      <Base.Title id="ui-problem-title">{t('ui.problem.summary')}</Base.Title>
      <Base.List>
        {general.map((text) => (
          <Base.ListItem key={text}>{text}</Base.ListItem>
        ))}
        {lines.map(({ name, href, text }) => (
          <Base.ListItem key={name} href={href}>
            {labels[name] ? t('ui.problem.line', { label: labels[name], problem: text }) : text}
          </Base.ListItem>
        ))}
      </Base.List>
    </Base>
  );
}

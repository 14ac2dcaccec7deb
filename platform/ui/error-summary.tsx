import { ErrorSummary as Base } from 'nhsuk-react-components';
import { type FieldProblem, problemLines } from './form.tsx';
import { useLabelGap } from './labels.ts';
import { useSpeech } from './speech.tsx';

/**
 * What went wrong, above the h1, each line leading to its field. Takes the focus when the page arrives, without JavaScript.
 * In a page of `renderPage` each line begins with the field's own words, so that 'Fill this in' says what.
 * `general` are sentences that belong to no field. Renders nothing when nothing is wrong.
 */
export function ErrorSummary({
  problems = {},
  general = [],
  takesFocus = true,
}: {
  problems?: Record<string, FieldProblem>;
  general?: string[];
  takesFocus?: boolean;
}) {
  const { t } = useSpeech();
  const gap = useLabelGap();
  const lines = problemLines(t, problems);
  if (lines.length + general.length === 0) return null;
  return (
    <Base tabIndex={-1} autoFocus={takesFocus || undefined} aria-labelledby="ui-problem-title">
      <Base.Title id="ui-problem-title">{t('ui.problem.summary')}</Base.Title>
      <Base.List>
        {general.map((text) => (
          <Base.ListItem key={text}>{text}</Base.ListItem>
        ))}
        {lines.map(({ id, text }) => (
          <Base.ListItem key={id} href={`#${id}`}>
            {gap(id) + text}
          </Base.ListItem>
        ))}
      </Base.List>
    </Base>
  );
}

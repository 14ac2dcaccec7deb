import { Fieldset as Base } from 'nhsuk-react-components';
import type { ReactNode } from 'react';

/** Fields that belong together, under one legend. */
export function Fieldset({
  legend,
  asHeading = false,
  children,
}: {
  legend: ReactNode;
  asHeading?: boolean;
  children: ReactNode;
}) {
  return (
    <Base>
      <Base.Legend isPageHeading={asHeading || undefined}>{legend}</Base.Legend>
      {children}
    </Base>
  );
}

/** Fields that belong together, whose legend is the page's h1. */
export function FieldsetLegendAsHeading({ legend, children }: { legend: ReactNode; children: ReactNode }) {
  return (
    <Fieldset legend={legend} asHeading>
      {children}
    </Fieldset>
  );
}

import { Details as Base } from 'nhsuk-react-components';
import type { ReactNode } from 'react';

/** More for those who want it, one tap away. */
export function Details({ summary, open, children }: { summary: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <Base open={open}>
      <Base.Summary>{summary}</Base.Summary>
      <Base.Text>{children}</Base.Text>
    </Base>
  );
}

import type { ReactNode } from 'react';
import { StepLabel, type Tone } from './step-label.tsx';

/** A band of shallow water across the page: someone's words and what came of them. */
export function Band({
  label,
  step = 'told',
  title,
  action,
  children,
}: {
  label: ReactNode;
  step?: Tone;
  title: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="band">
      <div className="band-inside">
        <div className="band-body">
          <StepLabel step={step}>{label}</StepLabel>
          <h2>{title}</h2>
          {children}
        </div>
        {action && <div className="band-action">{action}</div>}
      </div>
    </section>
  );
}

import type { ReactNode } from 'react';
import type { Step } from './colours.ts';

/** A colour with a meaning: a step of the thread, something late, or something still quiet. */
export type Tone = Step | 'slipped' | 'quiet';

/** The small line above a heading: a dot in the step's colour and words that say the step, the date, who had the power. */
export function StepLabel({ step, children, dot = true }: { step: Tone; children: ReactNode; dot?: boolean }) {
  return <p className={`step tone-${step}${dot ? ' step-dot' : ''}`}>{children}</p>;
}

import type { ReactNode } from 'react';
import { StepLabel, type Tone } from './step-label.tsx';

/** Something set apart on paper of its own. `strong` is the one thing to do on a page; `dry` is what has not come yet. */
export function Card({
  title,
  level = 2,
  step,
  label,
  href,
  kind = 'plain',
  id,
  children,
}: {
  title?: ReactNode;
  level?: 2 | 3;
  step?: Tone;
  label?: ReactNode;
  href?: string;
  kind?: 'plain' | 'strong' | 'dry';
  id?: string;
  children?: ReactNode;
}) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className={`card card-${kind}`} id={id}>
      {label && (
        <StepLabel step={step ?? 'quiet'} dot={Boolean(step)}>
          {label}
        </StepLabel>
      )}
      {title && <Heading className="card-title">{href ? <a href={href}>{title}</a> : title}</Heading>}
      {children}
    </div>
  );
}

import type { ReactNode } from 'react';
import { StepLabel, type Tone } from './step-label.tsx';

/** A list of things parted by a thin line, as in the columns of a place's home. */
export function List({
  children,
  kind = 'column',
  label,
}: {
  children: ReactNode;
  kind?: 'column' | 'rows';
  label?: string;
}) {
  return (
    <ul className={`list list-${kind}`} aria-label={label}>
      {children}
    </ul>
  );
}

/** One thing in a list: its label, a heading that leads to it, and a quiet line or two. */
export function ListItem({
  title,
  href,
  step,
  label,
  level = 3,
  aside,
  children,
}: {
  title: ReactNode;
  href?: string;
  step?: Tone;
  label?: ReactNode;
  level?: 2 | 3 | 4;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  const Heading = `h${level}` as 'h2' | 'h3' | 'h4';
  return (
    <li className="list-item">
      <div className="list-body">
        {label && <StepLabel step={step ?? 'quiet'}>{label}</StepLabel>}
        <Heading className="list-title">{href ? <a href={href}>{title}</a> : title}</Heading>
        {children && <div className="quiet">{children}</div>}
      </div>
      {aside && <div className="list-aside">{aside}</div>}
    </li>
  );
}

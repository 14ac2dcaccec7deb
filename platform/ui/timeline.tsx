import type { ReactNode } from 'react';
import type { Tone } from './step-label.tsx';

/** Something that happened: when (words and machine time), what, who, and why if they said. */
export interface Happening {
  when: string;
  iso?: string;
  what: ReactNode;
  who?: ReactNode;
  step?: Tone;
  children?: ReactNode;
}

/** What happened, in order, nothing taken away: the visible history of a promise, an insight or a decision. */
export function Timeline({ items, label }: { items: Happening[]; label: string }) {
  return (
    <ol className="timeline" aria-label={label}>
      {items.map((item, at) => (
        <li key={at} className={`tone-${item.step ?? 'quiet'}`}>
          <p className="timeline-when">
            <time dateTime={item.iso}>{item.when}</time>
          </p>
          <p className="timeline-what">{item.what}</p>
          {item.who && <p className="quiet">{item.who}</p>}
          {item.children}
        </li>
      ))}
    </ol>
  );
}

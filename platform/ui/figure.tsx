import type { ReactNode } from 'react';
import { useSpeech } from './speech.tsx';

/** A number never travels alone: what it is of, over what time, from where, how sure. */
export interface FigureProps {
  /** As it is read: `6%`, `30`, `£860`. */
  value: ReactNode;
  /** What it counts: 'of bands 1 to 3 had taken part'. */
  label: ReactNode;
  /** Out of how many, who is in and who is not. */
  base: ReactNode;
  period: ReactNode;
  source: ReactNode;
  /** The range it could be, drawn and said: 'between 4% and 9%'. */
  uncertainty?: ReactNode;
  comparator?: ReactNode;
  evidence?: ReactNode;
  caveat?: ReactNode;
}

/** One number with everything a reader needs to judge it. */
export function Figure({ value, label, uncertainty, ...about }: FigureProps) {
  const { t } = useSpeech();
  const rows = (['base', 'comparator', 'period', 'source', 'evidence', 'caveat'] as const).filter((key) => about[key]);
  return (
    <div className="figure">
      <p className="figure-number">
        <span className="figure-value">{value}</span> <span className="figure-label">{label}</span>
        {uncertainty && <span className="figure-range">{uncertainty}</span>}
      </p>
      <dl className="figure-about">
        {rows.map((key) => (
          <div key={key}>
            <dt>{t(`ui.figure.${key}`)}</dt>
            <dd>{about[key]}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Figures side by side that share one base and source, said once below. */
export function Figures({ items, children }: { items: { value: ReactNode; label: ReactNode }[]; children: ReactNode }) {
  return (
    <div className="figures">
      <ul>
        {items.map((item, at) => (
          <li key={at}>
            <span className="figure-value">{item.value}</span> <span className="figure-label">{item.label}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">{children}</p>
    </div>
  );
}

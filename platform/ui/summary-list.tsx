import type { ReactNode } from 'react';

/** One fact: its name, its value, and a way to change it. `about` names it for those who hear the link alone. */
export interface SummaryItem {
  term: ReactNode;
  value: ReactNode;
  action?: { href: string; label: string; about: string };
}

/** Facts in pairs, as on a page that asks 'is this right?'. */
export function SummaryList({ items }: { items: SummaryItem[] }) {
  return (
    <dl className="summary">
      {items.map((item, at) => (
        <div key={at}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
          {item.action && (
            <dd className="summary-action">
              <a href={item.action.href}>
                {item.action.label}
                <span className="hidden"> {item.action.about}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

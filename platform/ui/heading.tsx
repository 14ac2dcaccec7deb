import type { ReactNode } from 'react';

/** The head of a page: a quiet line above, the h1 (people's words where there are any) and a lead sentence. */
export function PageHeading({
  kicker,
  title,
  children,
}: {
  kicker?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="page-heading">
      {kicker && <p className="kicker">{kicker}</p>}
      <h1>{title}</h1>
      {children && <div className="lead">{children}</div>}
    </div>
  );
}

/** A part of a page with its own h2 (or h3), and a small link beside it if there is more to see. */
export function Section({
  title,
  id,
  level = 2,
  more,
  children,
}: {
  title: ReactNode;
  id?: string;
  level?: 2 | 3;
  more?: { href: string; label: string };
  children: ReactNode;
}) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className="section" id={id}>
      <div className="section-head">
        <Heading>{title}</Heading>
        {more && <a href={more.href}>{more.label}</a>}
      </div>
      {children}
    </section>
  );
}

/** Two or three columns side by side where there is room, one below the other where there is not. */
export function Columns({ children, split = 'even' }: { children: ReactNode; split?: 'even' | 'hero' | 'aside' }) {
  return <div className={`columns columns-${split}`}>{children}</div>;
}

/** Buttons and links in one row that wraps. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>;
}

/** Quiet words: what, when, who, beside something larger. */
export function Quiet({ children }: { children: ReactNode }) {
  return <p className="quiet">{children}</p>;
}

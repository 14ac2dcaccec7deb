import type { ReactNode } from 'react';

/** Someone's own words, large, in the language they used, with who said it as far as they wished. */
export function Quote({
  children,
  lang,
  by,
  small = false,
  translation,
}: {
  children: ReactNode;
  lang?: string;
  by?: ReactNode;
  small?: boolean;
  translation?: { text: ReactNode; note: ReactNode };
}) {
  return (
    <figure className={small ? 'quote quote-small' : 'quote'}>
      <blockquote lang={lang} dir={lang ? 'auto' : undefined}>
        <p>{children}</p>
      </blockquote>
      {translation && (
        <p className="quote-translation">
          {translation.text} <span className="quiet">{translation.note}</span>
        </p>
      )}
      {by && <figcaption className="quiet">{by}</figcaption>}
    </figure>
  );
}

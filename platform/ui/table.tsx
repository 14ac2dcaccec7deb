import { type ReactNode, useId } from 'react';

/** A column: its heading, and whether it holds numbers (set to the end, tabular figures). */
export interface Column {
  label: ReactNode;
  numeric?: boolean;
}

/** A table with a caption. Each row's first cell is its heading. It scrolls sideways by itself where it is too wide. */
export function Table({
  caption,
  columns,
  rows,
  hideCaption = false,
  foot,
}: {
  caption: ReactNode;
  columns: Column[];
  rows: ReactNode[][];
  hideCaption?: boolean;
  foot?: ReactNode[];
}) {
  const id = useId();
  const cell = (content: ReactNode, at: number) => {
    const className = columns[at]?.numeric ? 'number' : undefined;
    return at === 0 ? (
      <th key={at} scope="row" className={className}>
        {content}
      </th>
    ) : (
      <td key={at} className={className}>
        {content}
      </td>
    );
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-scroll" tabIndex={0} aria-labelledby={id}>
      <table>
        <caption id={id} className={hideCaption ? 'hidden' : undefined}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={at} scope="col" className={column.numeric ? 'number' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>{row.map(cell)}</tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>{foot.map(cell)}</tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

import { createContext, useContext } from 'react';

/** The words of the fields of one page, by id, gathered while it is rendered. */
export type FieldLabels = Map<string, string>;

/** Where fields leave their words. Only `renderPage` provides it. */
export const LabelsContext = createContext<FieldLabels | null>(null);

// Private-use characters: an error summary comes before its fields, so it leaves a gap that is filled when all are known.
const GAP = /\uE000([\w-]*)\uE001/g;
const LINE = /<a href="#([\w-]+)">(\uE000\1\uE001[^<]*)<\/a>/g;

/** The gap for the words of a field; '' outside `renderPage`. */
export function useLabelGap(): (id: string) => string {
  const labels = useContext(LabelsContext);
  return (id) => (labels ? `\uE000${id}\uE001` : '');
}

/**
 * Fills the gaps: 'Your words: ' or, after a question, 'What happened? '. A field that is not on the page leaves nothing.
 * `encode` turns text into HTML.
 */
export function fillLabels(html: string, labels: FieldLabels, encode: (text: string) => string): string {
  // What is wrong with a hidden field has nowhere to lead to.
  const led = html.replace(LINE, (whole, id: string, line: string) => (html.includes(` id="${id}"`) ? whole : line));
  return led.replace(GAP, (_, id: string) => {
    const label = labels.get(id);
    if (!label) return '';
    return `${encode(label)}${/[?؟!:.۔]$/.test(label) ? '' : ':'} `;
  });
}

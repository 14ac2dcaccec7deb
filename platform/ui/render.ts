import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { createElement, Fragment, type ReactElement } from 'react';
import { type FieldLabels, fillLabels, LabelsContext } from './labels.ts';

/** The whole page as HTML, doctype first. Every text is encoded by the renderer. */
export function renderPage(page: ReactElement): string {
  const labels: FieldLabels = new Map();
  const html = renderPart(createElement(LabelsContext.Provider, { value: labels }, page));
  return `<!doctype html>${fillLabels(html, labels, (text) => renderPart(createElement(Fragment, null, text)))}`;
}

/** A part of a page as HTML, for islands, messages and tests. */
export function renderPart(part: ReactElement): string {
  return renderToString(part as unknown as VNode);
}

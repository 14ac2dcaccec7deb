import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { ReactElement } from 'react';

/** The whole page as HTML, doctype first. Every text is encoded by the renderer. */
export function renderPage(page: ReactElement): string {
  return `<!doctype html>${renderPart(page)}`;
}

/** A part of a page as HTML, for islands, messages and tests. */
export function renderPart(part: ReactElement): string {
  return renderToString(part as unknown as VNode);
}

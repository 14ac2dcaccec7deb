import { dirOf, isLang } from '@upwell/platform/i18n';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character]!);

/**
 * The plain text of a message as HTML, so that its language and direction are told to screen readers. Only links to
 * our own site become links: an address somebody wrote in a contribution stays text.
 */
export function mailHtml(body: string, lang: string, origin: string): string {
  const dir = isLang(lang) ? dirOf(lang) : 'auto';
  const paragraphs = body.split(/\n{2,}/).map(
    (paragraph) =>
      `<p>${paragraph
        .split('\n')
        .map((line) => linked(line, origin))
        .join('<br>')}</p>`,
  );
  return `<!doctype html><html lang="${escaped(lang)}" dir="${dir}"><head><meta charset="utf-8"></head><body>${paragraphs.join('')}</body></html>`;
}

function linked(line: string, origin: string): string {
  return line
    .split(/(https?:\/\/[^\s<>"'\u2066-\u2069]+)/)
    .map((piece, index) =>
      index % 2 === 1 && isOurs(piece, origin) ? `<a href="${escaped(piece)}">${escaped(piece)}</a>` : escaped(piece),
    )
    .join('');
}

function isOurs(link: string, origin: string): boolean {
  return URL.canParse(link) && new URL(link).origin === new URL(origin).origin;
}

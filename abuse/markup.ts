/**
 * Reads a page as strictly as it is written by us: every `<` begins a tag or the doctype, every attribute is quoted,
 * every element is closed in its place. Words that were not encoded break it.
 */
export interface Markup {
  elements: { tag: string; attributes: Record<string, string> }[];
  /** What is not well written, in one line each. */
  broken: string[];
}

const voids = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);
const tagPattern =
  /<!doctype html>|<!--[^<>]*-->|<(\/?)([a-zA-Z][\w:-]*)((?:\s+[^\s"'<>=/]+(?:="[^"<]*")?)*)\s*(\/?)>/y;

export function readMarkup(html: string): Markup {
  const markup: Markup = { elements: [], broken: [] };
  const open: string[] = [];
  let at = html.indexOf('<');
  while (at !== -1 && markup.broken.length < 5) {
    tagPattern.lastIndex = at;
    const found = tagPattern.exec(html);
    if (!found) {
      markup.broken.push(`a loose < in ${JSON.stringify(html.slice(Math.max(0, at - 60), at + 80))}`);
      break;
    }
    const [whole, closing, name = '', attributes = '', selfClosing] = found;
    const tag = name.toLowerCase();
    at = html.indexOf('<', at + whole.length);
    if (tag === '') continue;
    if (closing) {
      const expected = open.pop();
      if (expected !== tag) markup.broken.push(`</${tag}> where </${expected}> belongs`);
      continue;
    }
    markup.elements.push({
      tag,
      attributes: Object.fromEntries(
        [...attributes.matchAll(/([^\s"'<>=/]+)(?:="([^"<]*)")?/g)].map(([, attribute = '', value = '']) => [
          attribute.toLowerCase(),
          value,
        ]),
      ),
    });
    if (tag === 'script' || tag === 'style') {
      // Their content is not markup: it ends at the first end tag.
      const end = html.indexOf(`</${tag}`, found.index + whole.length);
      at = end === -1 ? -1 : end;
    }
    if (!voids.has(tag) && !selfClosing) open.push(tag);
  }
  if (open.length > 0 && markup.broken.length === 0) markup.broken.push(`never closed: ${open.join(' ')}`);
  return markup;
}

/** What in a page could run or lead astray, whoever wrote it: in one line each. */
export function dangersIn({ elements, broken }: Markup): string[] {
  const dangers = [...broken];
  for (const { tag, attributes } of elements) {
    if (tag === 'script' && !attributes.nonce) dangers.push('a script without the nonce of this answer');
    if (['style', 'base', 'iframe', 'object', 'embed', 'math'].includes(tag)) dangers.push(`<${tag}>`);
    if (tag === 'meta' && attributes['http-equiv']) dangers.push('<meta http-equiv>');
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith('on') || name === 'srcdoc' || name === 'style') dangers.push(`${name} on <${tag}>`);
      if (/struck/.test(name)) dangers.push(`words became the attribute ${name}`);
      if (
        ['href', 'src', 'action', 'formaction', 'poster', 'xlink:href'].includes(name) &&
        /^[^\w/]*(javascript|vbscript|data:text)/i.test(decoded(value))
      )
        dangers.push(`${name}="${value.slice(0, 60)}"`);
      if (['href', 'src', 'action'].includes(name) && /^(https?:)?\/\/struck/i.test(decoded(value)))
        dangers.push(`${name}="${value.slice(0, 60)}"`);
    }
  }
  return [...new Set(dangers)];
}

const decoded = (value: string) =>
  value
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

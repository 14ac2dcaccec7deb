import { request } from 'node:http';
import { type HTMLElement, parse } from 'node-html-parser';

/** An answer as somebody at a browser gets it. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** Path and query after redirects. */
  path: string;
}

export interface Asking {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Follow 303 and 302 as a browser does. Default true. */
  follow?: boolean;
}

/** What is typed into a form: text, several ticked boxes, or a file. */
export type Typed = Record<string, string | readonly string[] | { fileName: string; bytes: Buffer; type?: string }>;

/**
 * Somebody at a browser, without JavaScript: keeps cookies, follows links and redirects, fills in the forms
 * that are on the page and nothing else. Everything goes over HTTP.
 */
export class BrowserVisit {
  readonly #address: URL;
  readonly #cookies = new Map<string, string>();
  readonly #headers: Record<string, string>;
  /** The page in front of them. */
  page: HTMLElement = parse('');
  answer: Answer = { status: 0, headers: {}, body: '', path: '/' };

  /** @param host the Host header, where the address itself does not name the place */
  constructor(address: string, { host, headers = {} }: { host?: string; headers?: Record<string, string> } = {}) {
    this.#address = new URL(address);
    this.#headers = { accept: 'text/html', 'accept-language': 'en', ...(host && { host }), ...headers };
  }

  /** Takes over a session that was opened elsewhere: `Set-Cookie` lines. */
  take(setCookies: readonly string[]): this {
    for (const line of setCookies) this.#keep(line);
    return this;
  }

  get cookies(): Record<string, string> {
    return Object.fromEntries(this.#cookies);
  }

  forgetCookie(name: string): void {
    this.#cookies.delete(name);
  }

  async visit(path: string): Promise<Answer> {
    return await this.ask(path);
  }

  /** Follows a link of the page by its words. */
  async follow(words: string | RegExp): Promise<Answer> {
    const link = this.page.querySelectorAll('a').find((each) => matches(each.text, words));
    if (!link) throw new Error(`No link "${words}" on ${this.answer.path}`);
    return await this.ask(link.getAttribute('href') as string);
  }

  /** What the page says, white space folded. */
  get text(): string {
    return (this.page.querySelector('main') ?? this.page).text.replace(/\s+/g, ' ').trim();
  }

  get title(): string {
    return this.page.querySelector('h1')?.text.replace(/\s+/g, ' ').trim() ?? '';
  }

  form(action?: string | RegExp): HTMLElement {
    const forms = this.page
      .querySelectorAll('form')
      .filter((each) => (each.getAttribute('method') ?? 'get') === 'post');
    const found = action ? forms.find((each) => matches(each.getAttribute('action') ?? '', action)) : forms[0];
    if (!found)
      throw new Error(
        `No form ${action ?? ''} on ${this.answer.path}: ${this.answer.status} ${this.text.slice(0, 300)}`,
      );
    return found;
  }

  /** The fields of a form as they stand on the page, with what is typed over them. */
  fieldsOf(form: HTMLElement, typed: Typed = {}): [string, Typed[string]][] {
    const fields: [string, Typed[string]][] = [];
    const given = new Set(Object.keys(typed));
    const names = new Set<string>();
    for (const field of form.querySelectorAll('input, textarea, select')) {
      const name = field.getAttribute('name');
      if (!name) continue;
      names.add(name);
      if (given.has(name)) continue;
      const type = field.getAttribute('type') ?? field.tagName.toLowerCase();
      if (type === 'file') continue;
      if ((type === 'radio' || type === 'checkbox') && field.getAttribute('checked') === undefined) continue;
      if (field.tagName === 'SELECT')
        fields.push([
          name,
          (field.querySelector('option[selected]') ?? field.querySelector('option'))?.getAttribute('value') ?? '',
        ]);
      else if (field.tagName === 'TEXTAREA') fields.push([name, field.text]);
      else fields.push([name, field.getAttribute('value') ?? '']);
    }
    for (const [name, value] of Object.entries(typed)) {
      if (!names.has(name) && !name.startsWith('_'))
        throw new Error(
          `The form ${form.getAttribute('action')} has no field "${name}", only ${[...names].join(', ')}`,
        );
      if (Array.isArray(value)) for (const each of value as string[]) fields.push([name, each]);
      else fields.push([name, value as Typed[string]]);
    }
    return fields;
  }

  /** Fills in a form of the page and sends it. A date is typed as its three boxes: `{ 'day': '2026-12-01' }` becomes them. */
  async submit(typed: Typed = {}, action?: string | RegExp, asking: Asking = {}): Promise<Answer> {
    const form = this.form(action);
    const fields = this.fieldsOf(form, datesApart(form, typed));
    const path = form.getAttribute('action') ?? this.answer.path;
    const multipart = form.getAttribute('enctype') === 'multipart/form-data';
    const sent = multipart ? multipartOf(fields) : urlencodedOf(fields);
    return await this.ask(path, {
      method: 'POST',
      ...asking,
      body: sent.body,
      headers: { 'content-type': sent.type, ...asking.headers },
    });
  }

  /** One request, and the redirects after it. Any method, body and headers. */
  async ask(path: string, asking: Asking = {}, hops = 0): Promise<Answer> {
    const raw = await this.#send(path, asking);
    for (const line of [raw.headers['set-cookie'] ?? []].flat()) this.#keep(line);
    const location = raw.headers.location;
    if (asking.follow !== false && location && [301, 302, 303, 307].includes(raw.status) && hops < 5) {
      const next = new URL(location as string, new URL(path, this.#address));
      return await this.ask(`${next.pathname}${next.search}`, {}, hops + 1);
    }
    this.answer = { ...raw, path };
    this.page = parse(raw.body, { comment: false });
    return this.answer;
  }

  #send(path: string, { method = 'GET', headers = {}, body }: Asking): Promise<Omit<Answer, 'path'>> {
    return new Promise((resolve, reject) => {
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const sending = request(
        {
          host: this.#address.hostname,
          port: this.#address.port,
          // Only what HTTP cannot carry is encoded; the rest goes out as it was asked for.
          path: path.replace(/[^\x21-\x7e]/g, encodeURIComponent),
          method,
          headers: {
            ...this.#headers,
            ...(cookie && { cookie }),
            ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
            ...headers,
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(parts).toString('utf8'),
            }),
          );
        },
      );
      sending.on('error', reject);
      sending.end(body);
    });
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const gone = attributes.some((each) => /^max-age=0$/i.test(each)) || value === '';
    if (gone) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

const matches = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);

function datesApart(form: HTMLElement, typed: Typed): Typed {
  const apart: Typed = {};
  for (const [name, value] of Object.entries(typed)) {
    const day = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
    if (day && form.querySelector(`[name="${name}-day"]`)) {
      apart[`${name}-day`] = String(Number(day[3]));
      apart[`${name}-month`] = String(Number(day[2]));
      apart[`${name}-year`] = day[1] as string;
    } else apart[name] = value;
  }
  return apart;
}

const urlencodedOf = (fields: [string, Typed[string]][]) => ({
  type: 'application/x-www-form-urlencoded',
  body: new URLSearchParams(fields.map(([name, value]) => [name, String(value)])).toString(),
});

function multipartOf(fields: [string, Typed[string]][]): { type: string; body: Buffer } {
  const boundary = `upwell-${crypto.randomUUID()}`;
  const parts = fields.flatMap(([name, value]) => {
    const file = typeof value === 'object' && 'bytes' in value ? value : null;
    const head = file
      ? `content-disposition: form-data; name="${name}"; filename="${file.fileName}"\r\ncontent-type: ${file.type ?? 'application/octet-stream'}`
      : `content-disposition: form-data; name="${name}"`;
    return [
      Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`),
      file ? file.bytes : Buffer.from(String(value)),
      Buffer.from('\r\n'),
    ];
  });
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

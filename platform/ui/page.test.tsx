import { describe, expect, it } from 'vitest';
import {
  DateField,
  ErrorSummary,
  Form,
  fieldId,
  Page,
  type PageProps,
  Quote,
  Radios,
  renderPage,
  TextArea,
  TextField,
  ThreadStream,
  type Translate,
} from './index.ts';
import en from './words/en.json' with { type: 'json' };

const t: Translate = (key, values = {}) =>
  ((en as Record<string, string>)[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

const ASSETS = { css: '/assets/a.css', favicon: '/assets/f.svg', preload: [] };
const page = (props: Partial<PageProps>) =>
  renderPage(
    <Page t={t} lang="en" title="Say it" assets={ASSETS} {...props}>
      {props.children}
    </Page>,
  );

describe('a page', () => {
  it('reads from the right in Urdu and from the left in Welsh', () => {
    expect(page({ lang: 'ur' })).toContain('<html lang="ur" dir="rtl">');
    expect(page({ lang: 'cy' })).toContain('<html lang="cy" dir="ltr">');
  });

  it('encodes what people typed, in text, in attributes and in fields', () => {
    const typed = '"><script>alert(1)</script>&';
    const html = page({
      title: typed,
      place: { name: typed, href: '/' },
      children: (
        <Form action="/say" typed={{ words: typed, name: typed }}>
          <TextField name="name" label={typed} />
          <TextArea name="words" label="Words" />
          <Quote by={typed}>{typed}</Quote>
        </Form>
      ),
    });
    expect(html).not.toContain('<script>');
    expect(html).toContain('value="&quot;>&lt;script>alert(1)&lt;/script>&amp;"');
  });

  it('keeps to a policy without inline styles, scripts or handlers', () => {
    const html = page({ scripts: ['/islands/voice.js'], nonce: 'abc', flash: { text: 'Kept.' }, demo: {} });
    expect(html).not.toMatch(/ style=| on[a-z]+=|<style|javascript:/);
    expect(html).toContain('<script type="module" src="/islands/voice.js" nonce="abc">');
  });

  it('names the place once, marks where you are and says first that something is wrong', () => {
    const html = page({
      hasProblems: true,
      place: { name: 'Sandholme', href: '/' },
      nav: [{ href: '/money', label: 'Money', current: true }],
    });
    expect(html).toContain('<title>Error: Say it · Sandholme · Upwell</title>');
    expect(html).toContain('<a href="/money" aria-current="page">Money</a>');
  });

  it('lets people ring and text from the foot of the page', () => {
    const html = page({ channels: { phone: '01632 960 101', text: '60777' } });
    expect(html).toContain('href="tel:01632960101"');
    expect(html).toContain('href="sms:60777"');
  });
});

describe('an error summary', () => {
  const problems = { words: { key: 'missing' }, when: { key: 'not-a-date' }, 'how.tell': { key: 'choose' } };
  const html = page({
    children: (
      <>
        <ErrorSummary problems={problems} general={['Nothing was lost.']} />
        <Form action="/say" problems={problems} typed={{ 'when-day': '31', 'when-month': '2' }}>
          <TextArea name="words" label="Words" />
          <DateField name="when" label="When" />
          <Radios
            name="how.tell"
            label="How"
            choices={[
              { value: 'text', label: 'Text' },
              { value: 'post', label: 'Post' },
            ]}
          />
        </Form>
      </>
    ),
  });

  it('leads to a control that is on the page, for every kind of field', () => {
    const targets = [...html.matchAll(/<li><a href="#([^"]+)">/g)].map((match) => match[1]);
    expect(targets).toHaveLength(3);
    for (const id of targets) expect(html).toMatch(new RegExp(`<(input|textarea)[^>]* id="${id}"`));
  });

  it('gives every field an id that an address can carry, whatever its name', () => {
    for (const name of ['how.tell', 'items[0].text', 'a b', 'نام']) expect(fieldId(name)).toMatch(/^f-[\w-]+$/);
  });

  it('takes the focus without JavaScript', () => {
    expect(html).toMatch(/<div [^>]*tabindex="-1" autofocus/);
  });

  it('says what is wrong beside the field too, and keeps what was typed', () => {
    expect(html).toMatch(/id="f-words--error-message"[^>]*><span[^>]*>Error: <\/span>missing/);
    expect(html).toContain('aria-describedby="f-words--error-message"');
    expect(html).toContain('value="31"');
  });

  it('names each field by its own words, encoded, and leaves no gap where a field is not on the page', () => {
    const odd = { q: { key: 'missing' }, elsewhere: { key: 'gone' } };
    const named = page({
      children: (
        <>
          <ErrorSummary problems={{ ...problems, ...odd }} />
          <Form action="/say" problems={odd}>
            <TextArea name="words" label="Words & <more>" />
            <TextField name="q" label="What happened?" />
          </Form>
        </>
      ),
    });
    expect(named).toContain('<a href="#f-words">Words &amp; &lt;more>: missing</a>');
    expect(named).toContain('<a href="#f-q">What happened? missing</a>');
    expect(named).toContain('gone');
    expect(named).not.toContain('#f-elsewhere');
    expect(named).not.toMatch(/[\uE000\uE001]/);
  });

  it('is not there when nothing is wrong', () => {
    expect(page({ children: <ErrorSummary problems={{}} /> })).not.toContain('error-summary');
  });
});

describe('a thread', () => {
  it('says who owes what has not come, and by when', () => {
    const html = page({
      children: (
        <ThreadStream
          label="x"
          stops={[
            { step: 'done', title: 'A walk' },
            { step: 'changed', dry: { owner: 'the staff group', by: '12 December' } },
            { step: 'told', dry: true },
          ]}
        />
      ),
    });
    expect(html).toContain('What changed · not yet');
    expect(html).toContain('Promised by 12 December. Owner: the staff group.');
    expect(html).toContain('No date has been promised. Nobody owns it yet.');
    expect(html.match(/stop-dry/g)).toHaveLength(2);
  });
});

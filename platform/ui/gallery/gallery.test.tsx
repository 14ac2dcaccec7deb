import { describe, expect, it } from 'vitest';
import { Gallery, renderPage, type Translate } from '../index.ts';
import en from '../words/en.json' with { type: 'json' };
import ur from '../words/ur.json' with { type: 'json' };

const speaker =
  (words: Record<string, string>): Translate =>
  (key, values = {}) =>
    (words[key] ?? `«${key}»`).replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

const ASSETS = { key: '', css: '/a.css', favicon: '/f.svg', icons: '/i.svg', preload: [], files: [] };
const html = renderPage(<Gallery assets={ASSETS} speak={(lang) => speaker(lang === 'ur' ? ur : en)} />);
const all = (pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] as string);

describe('the page of every component', () => {
  it('has no component that does not exist and no value that is missing', () => {
    expect(html).not.toMatch(/<undefined|>undefined<|\[object Object\]|NaN/);
  });

  it('has no inline style, script or handler', () => {
    expect(html).not.toMatch(/ style=|<style|<script| on[a-z]+=/);
  });

  it('uses every id once, and refers only to ids that are there', () => {
    const ids = all(/ id="([^"]+)"/g);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const named = all(/ (?:for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"/g).flatMap((list) =>
      list.split(' '),
    );
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });

  it('has words in the page’s language for everything components say by themselves', () => {
    expect(all(/«(ui\.[^»]+)»/g)).toEqual([]);
  });

  it('draws dry where nothing came', () => {
    expect(html).toContain('stream-hollow');
    expect(html).toContain('stream-dash');
  });
});

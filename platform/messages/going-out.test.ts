import { createCatalogue, LANGS, platformWords, translator } from '@upwell/platform/i18n';
import { describe, expect, it } from 'vitest';
import { mailHtml } from './adapters/mail-body.ts';
import { nextAttempt } from './attempts.ts';
import { linkTo } from './links.ts';
import { quietUntil } from './quiet-hours.ts';
import { fateSentence, type MessageFate } from './read.ts';
import type { FailureReason, MessageState } from './tables.ts';
import { textParts } from './text-parts.ts';

describe('parts of a text', () => {
  it.each([
    ['GSM letters fill one part', 'a'.repeat(160), 1],
    ['one more makes two', 'a'.repeat(161), 2],
    ['two parts hold 306', 'a'.repeat(306), 2],
    ['a euro sign takes two places', 'a'.repeat(159) + '€', 2],
    ['Urdu fills a part with 70', 'س'.repeat(70), 1],
    ['and goes on by 67', 'س'.repeat(71), 2],
    ['one Welsh ŵ makes a whole text Unicode', 'a'.repeat(70) + 'ŵ', 2],
    ['an emoji is two units', '👋'.repeat(35), 1],
  ])('%s', (_, text, parts) => {
    expect(textParts(text)).toBe(parts);
  });
});

describe('quiet hours', () => {
  const until = (now: string, zone = 'Europe/London') => quietUntil(new Date(now), zone)?.toISOString() ?? 'day';

  it('last from nine at night to eight in the morning of the place', () => {
    expect(until('2026-01-10T20:59:00Z')).toBe('day');
    expect(until('2026-01-10T21:00:00Z')).toBe('2026-01-11T08:00:00.000Z');
    expect(until('2026-01-11T07:59:59Z')).toBe('2026-01-11T08:00:00.000Z');
    expect(until('2026-01-11T08:00:00Z')).toBe('day');
    expect(until('2026-07-10T20:00:00Z')).toBe('2026-07-11T07:00:00.000Z');
    expect(until('2026-01-10T21:00:00Z', 'America/Anchorage')).toBe('day');
  });

  it('end at eight by the clock on the nights it changes', () => {
    expect(until('2026-03-28T22:00:00Z')).toBe('2026-03-29T07:00:00.000Z');
    expect(until('2026-10-24T21:00:00Z')).toBe('2026-10-25T08:00:00.000Z');
    expect(until('2026-12-31T23:00:00Z')).toBe('2027-01-01T08:00:00.000Z');
  });
});

describe('trying again', () => {
  it('waits longer each time and stops after about two days', () => {
    const now = new Date('2026-05-01T10:00:00Z');
    const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => nextAttempt(n, now)!.getTime() - now.getTime());
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[0]).toBe(60_000);
    expect(nextAttempt(9, now)).toBeNull();
  });
});

describe('a link in a message', () => {
  it('is a path on the configured address', () => {
    expect(linkTo('https://bay.example', '/say/1?x=2')).toBe('https://bay.example/say/1?x=2');
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'say',
    '/a\nb',
    '/a b',
    '\\\\evil',
    '/\t/evil.example',
  ])('refuses %j', (path) => {
    expect(() => linkTo('https://bay.example', path)).toThrow(TypeError);
  });
});

describe('the HTML of a message', () => {
  const html = (body: string) => mailHtml(body, 'ur', 'https://bay.example');

  it('tells language and direction', () => {
    expect(html('سلام')).toContain('<html lang="ur" dir="rtl">');
  });

  it('links our own address only, and encodes everything', () => {
    const body = html('Say <b>"hi"</b> https://bay.example/say/1?a=1&b=2 and https://bay.example.evil.example/ now');
    expect(body).toContain('<a href="https://bay.example/say/1?a=1&amp;b=2">');
    expect(body.match(/<a /g)).toHaveLength(1);
    expect(body).toContain('&lt;b&gt;&quot;hi&quot;&lt;/b&gt;');
  });
});

describe('what became of a message', () => {
  const when = new Date('2026-05-04T09:00:00Z');
  const fate: MessageFate = {
    id: '019a0000-0000-7000-8000-000000000001',
    person_id: null,
    channel: 'email',
    purpose: 'reply',
    lang: 'en',
    state: 'waiting',
    created_at: when,
    due_at: when,
    sent_at: null,
    sent_by: null,
    held_by: null,
    failure: null,
    attempts: 0,
  };
  const states: Record<MessageState, Partial<MessageFate>[]> = {
    waiting: [{}, { attempts: 2 }],
    held: [{ held_by: 'cap' }, { held_by: 'quiet' }],
    sending: [{}],
    sent: [
      { sent_at: when, sent_by: 'smtp' },
      { sent_at: when, sent_by: 'outbox' },
    ],
    failed: [],
    stopped: [{}],
  };
  const reasons: Record<FailureReason, true> = {
    'no-such-address': true,
    refused: true,
    'no-adapter': true,
    settings: true,
    'gave-up': true,
    unreadable: true,
    'too-late': true,
  };
  states.failed = Object.keys(reasons).map((failure) => ({ failure: failure as FailureReason }));

  it('has a sentence of its own for everything, in every language', () => {
    const catalogue = createCatalogue([platformWords()]);
    for (const lang of LANGS) {
      const sentences = Object.entries(states).flatMap(([state, changes]) =>
        changes.map((change) =>
          fateSentence({ ...fate, ...change, state: state as MessageState }, translator(catalogue, lang)),
        ),
      );
      expect(new Set(sentences).size).toBe(sentences.length);
    }
  });
});

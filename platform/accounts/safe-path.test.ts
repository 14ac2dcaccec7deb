import { describe, expect, test } from 'vitest';
import { safePath } from './safe-path.ts';

describe('where a person is sent after signing in', () => {
  test.each([
    '/',
    '/conversations/018f',
    '/say?about=the%20park&lang=cy',
    '/find?q=100%25',
    '/thread/018f#reply',
    '/ymddiddan/caf%C3%A9',
  ])('%s is our own and is kept', (path) => {
    expect(safePath(path)).toBe(path);
  });

  test.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\evil.example',
    '\\\\evil.example',
    '/%5Cevil.example',
    '/%2Fevil.example',
    '/%252Fevil.example',
    '/%2f%2fevil.example',
    '/./\u002fevil.example',
    '/..//evil.example',
    '/.//evil.example',
    '/\t/evil.example',
    '/%09/evil.example',
    '/a\r\nSet-Cookie: x=1',
    '/a%0d%0aSet-Cookie:%20x=1',
    '/a?next=%0d%0aLocation:%20https://evil.example',
    'https://evil.example',
    'https:evil.example',
    'HTTPS:/evil.example',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '@evil.example',
    '',
    '/%',
    '/%ff',
    `/${'a'.repeat(3000)}`,
    '/\u2028evil',
  ])('%j is refused', (path) => {
    expect(safePath(path, '/home')).toBe('/home');
  });

  test.each([undefined, null, 1, ['/a'], { toString: () => '/a' }])('%j is no path', (value) => {
    expect(safePath(value)).toBe('/');
  });
});

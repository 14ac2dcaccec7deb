import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFileName } from './file-name.ts';
import { fileHeaders } from './serve.ts';

describe('the name of a file', () => {
  it.each([
    ['Bench by the sea.JPG', 'Bench by the sea.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\mary\\bench.png', 'bench.jpg'],
    ['photo\u202egpj.exe', 'photogpj.jpg'],
    ['a"; filename="evil.html', 'a filename= evil.jpg'],
    ['line\r\nbreak.jpg', 'linebreak.jpg'],
    ['.htaccess', 'file.jpg'],
    ['CON.jpg', 'file.jpg'],
    ['', 'file.jpg'],
    ['بینچ.jpg', 'بینچ.jpg'],
  ])('%j becomes %j', (given, safe) => {
    expect(safeFileName(given, 'jpg')).toBe(safe);
  });

  it('is one part of a path and fits a header, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (given) => {
        const name = safeFileName(given, 'pdf');
        expect(name).toMatch(/^[^/\\\p{C}"<>:|?*%;]{1,80}\.pdf$/u);
        expect(name).not.toMatch(/^\./);
        const header = fileHeaders({ kind: 'paper', mime: 'application/pdf', name, sensitivity: 'public' })[
          'content-disposition'
        ]!;
        expect(header).toMatch(
          /^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]+\.pdf"; filename\*=UTF-8''[\w.~!#$&+^`|%-]+$/,
        );
      }),
    );
  });
});

describe('the headers of a file', () => {
  const headers = (change: Partial<Parameters<typeof fileHeaders>[0]>) =>
    fileHeaders({ kind: 'image', mime: 'image/png', name: 'a.png', sensitivity: 'members', ...change });

  it('let only redrawn pictures open in a page, and nothing run', () => {
    expect(headers({})['content-disposition']).toMatch(/^inline/);
    for (const kind of ['paper', 'voice', 'table'] as const)
      expect(headers({ kind })['content-disposition']).toMatch(/^attachment/);
    expect(headers({})).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  it('keep what is not public out of every cache', () => {
    for (const sensitivity of ['members', 'circle', 'confidential'] as const)
      expect(headers({ sensitivity })['cache-control']).toBe('private, no-store');
    expect(headers({ sensitivity: 'public' })['cache-control']).toBe('public, max-age=300');
  });
});

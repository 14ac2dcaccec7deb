import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type AcceptedFile, acceptUpload } from './accept.ts';
import type { FileKind } from './kinds.ts';

import { m4a, mp3, ogg, pdf, webmSound } from './samples.ts';

const every: FileKind[] = ['image', 'paper', 'voice', 'table'];
const MB = 1_000_000;

async function accepted(bytes: Uint8Array, kinds = every, fileName?: string): Promise<AcceptedFile> {
  const outcome = await acceptUpload(bytes, { kinds, maxBytes: 20 * MB, fileName });
  if (!outcome.ok) throw new Error(outcome.problem?.key);
  return outcome.value;
}
async function refused(bytes: Uint8Array | string, kinds = every, maxBytes = 20 * MB): Promise<string> {
  const outcome = await acceptUpload(Buffer.from(bytes), { kinds, maxBytes });
  return outcome.ok ? `taken as ${outcome.value.mime}` : `${outcome.code} ${outcome.problem?.key}`;
}

/** A red picture that knows where and when it was taken, and lies on its side. */
const photo = (format: 'jpeg' | 'png' | 'webp', width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: 'red' } })
    .withExif({
      IFD0: { Make: 'SecretPhone', Artist: 'Mary Hall' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '54/1 4/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '2/1 52/1 0/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>Sea View</secret></x:xmpmeta>')
    .withMetadata({ orientation: 6 })
    .toFormat(format)
    .toBuffer();

describe('a picture', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    '%s keeps its pixels and loses place, device, name and all else',
    async (format) => {
      const given = await photo(format);
      const before = await sharp(given).metadata();
      expect(before.exif?.toString('latin1')).toContain('SecretPhone');
      const file = await accepted(given, ['image'], 'IMG_1.HEIC');
      const after = await sharp(file.bytes).metadata();
      expect([after.exif, after.xmp, after.iptc, after.orientation]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      expect(file.bytes.toString('latin1')).not.toMatch(/SecretPhone|Mary|Sea View/);
      expect([file.width, file.height]).toEqual([40, 60]);
      expect(file).toMatchObject({ kind: 'image', mime: `image/${format}` });
      expect(file.name).toBe(`IMG_1.${format === 'jpeg' ? 'jpg' : format}`);
      expect(file.sha256).toEqual(createHash('sha256').update(file.bytes).digest());
      expect((await sharp(file.bytes).stats()).channels[0]!.mean).toBeGreaterThan(240);
    },
  );

  it('that is a program too comes out as a picture only', async () => {
    const given = Buffer.concat([
      await photo('jpeg'),
      Buffer.from('PK\x03\x04<script>alert(1)</script><?php evil() ?>'),
    ]);
    expect((await accepted(given)).bytes.toString('latin1')).not.toMatch(/script|php|evil/);
  });

  it('is made no larger than a printed page needs', async () => {
    const file = await accepted(await photo('png', 3_000, 1_000));
    expect(Math.max(file.width!, file.height!)).toBe(2_400);
  });

  it('of a hundred million pixels is refused before it is opened', async () => {
    const before = performance.now();
    expect(await refused(pngHeader(10_000, 10_000), ['image'])).toBe('too-large platform.file.too-many-pixels');
    expect(performance.now() - before).toBeLessThan(500);
  });

  it('that is cut short is refused in words', async () => {
    const given = await photo('png', 200, 200);
    expect(await refused(given.subarray(0, 90), ['image'])).toBe('invalid platform.file.damaged');
  });

  it('of a phone that writes HEIC is told what to do', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(64)]);
    expect(await refused(heic)).toBe('wrong-type platform.file.heic');
    expect(await refused(heic, ['paper'])).toBe('wrong-type platform.file.wrong-kind.paper');
  });
});

/** A PNG that says it is very large: a header and one line of pixels. */
function pngHeader(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(width * 3 + 1))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('what could run', () => {
  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['SVG behind a comment', '<!-- a --> \n<svg/>'],
    ['SVG in UTF-16', Buffer.from('\ufeff<svg onload=alert(1)>', 'utf16le')],
    ['XML', '<?xml version="1.0"?><svg/>'],
    ['HTML behind spaces', '\ufeff \n\t<!DOCTYPE html><script>alert(1)</script>'],
    ['a script', '<script>alert(1)</script>'],
    ['PHP', '<?php system("id"); ?>'],
    ['a Windows program', Buffer.concat([Buffer.from('MZ\x90\0\x03\0'), Buffer.alloc(200)])],
    ['a Linux program', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(200)])],
    ['a PDF with a script', pdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>')],
    ['a PDF with a script spelled so as not to be found', pdf('/OpenAction << /S /J#61vaScript >>')],
    ['a PDF with another file in it', pdf('/Names << /EmbeddedFiles 5 0 R >>')],
    [
      'a PDF that is a web page too',
      Buffer.concat([Buffer.from('%PDF-1.7\n<html><script>alert(1)</script>\n'), pdf('')]),
    ],
    ['a PDF with an archive behind it', Buffer.concat([pdf(''), Buffer.from('PK\x03\x04'), Buffer.alloc(3_000)])],
  ])('is refused, whatever it is called: %s', async (_, bytes) => {
    expect(await refused(bytes)).toBe('wrong-type platform.file.unsafe');
  });

  it.each([
    ['a Word document or any archive', Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0'), Buffer.alloc(100)])],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;')],
    ['a film', m4a({ film: true })],
    ['anything unknown', Buffer.from([1, 2, 3, 4, 5, 6, 7, 8])],
  ])('what is not on the list is refused: %s', async (_, bytes) => {
    expect(await refused(bytes)).toBe('wrong-type platform.file.wrong-kind');
  });

  it('a kind that this form does not ask for is refused in its own words', async () => {
    expect(await refused(pdf(''), ['image'])).toBe('wrong-type platform.file.wrong-kind.image');
    expect(await refused(await photo('jpeg'), ['voice'])).toBe('wrong-type platform.file.wrong-kind.voice');
  });
});

describe('a recording', () => {
  it.each([
    ['audio/mpeg', mp3()],
    ['audio/mp4', m4a()],
    ['audio/ogg', ogg()],
    ['audio/webm', webmSound()],
  ])('%s is taken', async (mime, bytes) => {
    expect(await accepted(bytes, ['voice'])).toMatchObject({ kind: 'voice', mime });
  });

  it('loses the notes of its device, and not a byte of its sound', async () => {
    const plain = await accepted(mp3());
    const noted = await accepted(mp3({ note: 'Recorded at Sea View' }));
    expect(noted.bytes.equals(plain.bytes)).toBe(true);

    const given = m4a({ note: '+54.0667-002.8667/' });
    const cleaned = (await accepted(given)).bytes;
    expect(given.toString('latin1')).toContain('+54.0667');
    expect(cleaned.toString('latin1')).not.toContain('+54.0667');
    expect(cleaned.length).toBe(given.length);
    const sound = (bytes: Buffer) => bytes.subarray(bytes.indexOf('mdat'));
    expect(sound(cleaned).equals(sound(given))).toBe(true);
  });
});

describe('a table', () => {
  it('is kept as UTF-8, whatever spreadsheet wrote it', async () => {
    const text = async (bytes: Buffer) => (await accepted(bytes, ['table'])).bytes.toString('utf8');
    expect(await text(Buffer.from('\ufeffname,said\nMair,Tŷ\n'))).toBe('name,said\nMair,Tŷ\n');
    expect(await text(Buffer.from('name,said\nRené,£5\n', 'latin1'))).toBe('name,said\nRené,£5\n');
  });

  it('with a line of HTML inside is still a table', async () => {
    expect(await accepted(Buffer.from('said\n"<b>benches</b>"\n'), ['table'])).toMatchObject({ mime: 'text/csv' });
  });
});

describe('size', () => {
  it('is held to the limit, and reading stops there', async () => {
    let given = 0;
    const endless = Readable.from(
      (function* () {
        while (true) {
          given += 65_536;
          yield Buffer.alloc(65_536);
        }
      })(),
    );
    const outcome = await acceptUpload(endless, { kinds: every, maxBytes: MB, field: 'photo' });
    expect(outcome).toMatchObject({
      code: 'too-large',
      fields: { photo: { key: 'platform.file.too-large', values: { max: 1 } } },
    });
    expect(given).toBeLessThan(MB * 3);
    expect(endless.destroyed).toBe(true);
    expect(await refused(Buffer.alloc(MB + 1), every, MB)).toBe('too-large platform.file.too-large');
  });

  it('of nothing is refused', async () => {
    expect(await refused('')).toBe('invalid platform.file.empty');
  });

  it('in pieces gives the same as whole', async () => {
    const whole = pdf('');
    const outcome = await acceptUpload(Readable.from([whole.subarray(0, 7), whole.subarray(7)]), {
      kinds: every,
      maxBytes: MB,
    });
    expect(outcome.ok && outcome.value.bytes.equals(whole)).toBe(true);
  });
});

/** Small files of each kind for tests, put together from their specifications. */

/** A PDF of one empty page, with something more in its catalogue. */
export function pdf(extra: string): Buffer {
  return Buffer.from(
    `%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R ${extra} >> endobj\n` +
      '2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n' +
      '3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >> endobj\n' +
      'trailer << /Root 1 0 R >>\n%%EOF\n',
  );
}

/** MPEG-1 layer III frames of silence: 128 kbit/s at 44.1 kHz makes 417 bytes each. */
export function mp3({ note }: { note?: string } = {}): Buffer {
  const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413)]);
  const sound = Buffer.concat([frame, frame, frame]);
  if (!note) return sound;
  const text = Buffer.from(`\0${note}`);
  const field = Buffer.concat([Buffer.from('COMM'), Buffer.from([0, 0, 0, text.length, 0, 0]), text]);
  const before = Buffer.concat([Buffer.from('ID3'), Buffer.from([4, 0, 0, 0, 0, 0, field.length]), field]);
  const after = Buffer.concat([Buffer.from('TAG'), Buffer.from(note.padEnd(125, '\0'))]);
  return Buffer.concat([before, sound, after]);
}

function box(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length + 8);
  return Buffer.concat([size, Buffer.from(type, 'latin1'), body]);
}

/** An M4A as voice memos of phones write it: a place in `udta`, the sound in `mdat`. */
export function m4a({ note = '', film = false }: { note?: string; film?: boolean } = {}): Buffer {
  const handler = (type: string) => box('hdlr', Buffer.alloc(8), Buffer.from(type), Buffer.alloc(13));
  const header = box('mdhd', Buffer.alloc(4), Buffer.from([0xe3, 1, 2, 3, 0xe3, 1, 2, 3]), Buffer.alloc(12));
  const track = (type: string) => box('trak', box('mdia', header, handler(type)));
  const notes = note ? [box('udta', box('\xa9xyz', Buffer.from(note)))] : [];
  return Buffer.concat([
    box('ftyp', Buffer.from('M4A \0\0\0\0M4A isom')),
    box('moov', track('soun'), ...(film ? [track('vide')] : []), ...notes),
    box('mdat', Buffer.from('sound that must not change')),
  ]);
}

/** The first page of an Ogg Opus stream (RFC 7845). */
export function ogg(): Buffer {
  const head = Buffer.concat([Buffer.from('OpusHead'), Buffer.from([1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0])]);
  const page = Buffer.concat([
    Buffer.from('OggS'),
    Buffer.from([0, 2]),
    Buffer.alloc(20),
    Buffer.from([1, head.length]),
  ]);
  return Buffer.concat([page, head]);
}

/** The head of a WebM with one Opus track (RFC 8794, RFC 9559). */
export function webmSound(): Buffer {
  const element = (id: number[], ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([...id, 0x80 | body.length]), body]);
  };
  const track = element(
    [0xae],
    element([0xd7], Buffer.from([1])),
    element([0x83], Buffer.from([2])),
    element([0x86], Buffer.from('A_OPUS')),
  );
  const tracks = element([0x16, 0x54, 0xae, 0x6b], track);
  return Buffer.concat([
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], Buffer.from('webm'))),
    element([0x18, 0x53, 0x80, 0x67], tracks),
    Buffer.alloc(32),
  ]);
}

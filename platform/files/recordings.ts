/**
 * Takes out of a recording what its device wrote beside the sound: names, places, dates. The sound itself is not
 * touched, so nothing is decoded.
 */
export function withoutNotes(bytes: Buffer, mime: string): Buffer {
  if (mime === 'audio/mpeg') return withoutId3(bytes);
  if (mime === 'audio/mp4') return withoutBoxes(bytes);
  return bytes;
}

/** ID3v2 (https://id3.org/id3v2.4.0-structure, 3.1) before the sound, ID3v1 in the last 128 bytes. */
function withoutId3(bytes: Buffer): Buffer {
  let start = 0;
  while (bytes.toString('latin1', start, start + 3) === 'ID3' && start + 10 < bytes.length) {
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (bytes[start + at]! & 0x7f), 0);
    const footer = bytes[start + 5]! & 0x10 ? 10 : 0;
    start += 10 + size + footer;
  }
  const end =
    bytes.toString('latin1', bytes.length - 128, bytes.length - 125) === 'TAG' ? bytes.length - 128 : bytes.length;
  return start < end ? bytes.subarray(start, end) : bytes;
}

/** Boxes of ISO/IEC 14496-12 that hold notes, and those in which they are found. */
const NOTES = new Set(['udta', 'meta', 'uuid', 'ilst', 'xml ', 'bxml']);
const HOLDERS = new Set(['moov', 'trak', 'mdia', 'minf', 'moof', 'traf']);
/** These begin with version, flags and the moments the recording was made and changed. */
const DATED = new Set(['mvhd', 'tkhd', 'mdhd']);

/** Notes become free space of the same length, since the sound is found by its distance from the start. */
function withoutBoxes(given: Buffer): Buffer {
  const bytes = Buffer.from(given);
  clear(bytes, 0, bytes.length, 0);
  return bytes;
}

function clear(bytes: Buffer, from: number, to: number, depth: number): void {
  let at = from;
  while (at + 8 <= to) {
    const short = bytes.readUInt32BE(at);
    const long = short === 1 && at + 16 <= to;
    const size = short === 0 ? to - at : long ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    const header = long ? 16 : 8;
    if (size < header || at + size > to) return;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (NOTES.has(type)) {
      bytes.write('free', at + 4, 'latin1');
      bytes.fill(0, at + header, at + size);
    } else if (DATED.has(type) && size >= header + 20) {
      bytes.fill(0, at + header + 4, at + header + (bytes[at + header] === 1 ? 20 : 12));
    } else if (HOLDERS.has(type) && depth < 8) clear(bytes, at + header, at + size, depth + 1);
    at += size;
  }
}

/** What a file is for, in a person's words: a picture, a paper, a recording, a table. */
export type FileKind = 'image' | 'paper' | 'voice' | 'table';

interface Format {
  kind: FileKind;
  extension: string;
}

/** Everything that is taken, by the media type it is served with. Nothing here can run in a browser. */
export const FORMATS = {
  'image/jpeg': { kind: 'image', extension: 'jpg' },
  'image/png': { kind: 'image', extension: 'png' },
  'image/webp': { kind: 'image', extension: 'webp' },
  'application/pdf': { kind: 'paper', extension: 'pdf' },
  'audio/mpeg': { kind: 'voice', extension: 'mp3' },
  'audio/mp4': { kind: 'voice', extension: 'm4a' },
  'audio/ogg': { kind: 'voice', extension: 'ogg' },
  'audio/webm': { kind: 'voice', extension: 'webm' },
  'text/csv': { kind: 'table', extension: 'csv' },
} as const satisfies Record<string, Format>;

export type FileMime = keyof typeof FORMATS;

/** For the `accept` of a file field. */
export const acceptOf = (kinds: readonly FileKind[]): string =>
  (Object.keys(FORMATS) as FileMime[]).filter((mime) => kinds.includes(FORMATS[mime].kind)).join(',');

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Messages, WordSource } from './catalogue.ts';
import { LANGS, type Lang } from './languages.ts';

/**
 * Reads `{en,cy,pl,ur}.json` of a package.
 * @param dir the package's folder or its `words` folder; a path or a `file:` address
 * @throws when a file is missing or holds anything but texts
 */
export function loadWords(dir: string | URL): Record<Lang, Messages> {
  const folder = typeof dir === 'string' && !dir.startsWith('file:') ? dir : fileURLToPath(dir);
  const words = existsSync(join(folder, 'words')) ? join(folder, 'words') : folder;
  return Object.fromEntries(LANGS.map((lang) => [lang, readMessages(join(words, `${lang}.json`))])) as Record<
    Lang,
    Messages
  >;
}

function readMessages(path: string): Messages {
  const messages: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof messages !== 'object' || messages === null || Array.isArray(messages))
    throw new Error(`${path} must hold one object of keys and texts`);
  for (const [key, text] of Object.entries(messages))
    if (typeof text !== 'string') throw new Error(`${path}: '${key}' must be a text`);
  return messages as Messages;
}

/** The platform's own words: refusals, buttons and navigation under `platform.`, problems of form fields under `error.`. */
export const platformWords = (): WordSource => ({
  prefix: ['platform', 'error'],
  messages: loadWords(new URL('./words', import.meta.url)),
});

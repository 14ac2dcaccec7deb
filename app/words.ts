import { groundSurface, signInWords, startWords } from '@upwell/ground';
import { accountsWords } from '@upwell/platform/accounts';
import type { Surface } from '@upwell/platform/http';
import { loadWords, platformWords, type WordSource } from '@upwell/platform/i18n';
import { uiWords } from '@upwell/platform/ui';
import { threadSurface } from '@upwell/thread';
import { capabilities } from './capabilities.ts';

/** The app's own words: the home of a place, the frame around every page. */
export const appWords: WordSource = { prefix: 'app', messages: loadWords(new URL('./words', import.meta.url)) };

const surfaces: readonly Pick<Surface, 'words'>[] = [groundSurface, threadSurface, ...capabilities];

/** The words of every package, each once. */
export const allWords = (): WordSource[] => [
  platformWords(),
  uiWords(),
  accountsWords(),
  startWords,
  signInWords,
  ...surfaces.map(({ words }) => words),
  appWords,
];

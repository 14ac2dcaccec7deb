// GROUND
import { accountsWords } from '@upwell/platform/accounts';
import { loadWords, platformWords, type WordSource } from '@upwell/platform/i18n';
import { uiWords } from '@upwell/platform/ui';
import { threadSurface } from '@upwell/thread';
import { capabilities } from './capabilities.ts';

/** The app's own words: the home of a place, the frame around every page. */
const appWords = (): WordSource => ({ prefix: 'app', messages: loadWords(new URL('./words', import.meta.url)) });

/** The words of every package, each once. */
export const allWords = (): WordSource[] => [
  ...[platformWords()].flat(),
  uiWords(),
  accountsWords(),
  // groundSurface.words,
  threadSurface.words,
  ...capabilities.map(({ words }) => words),
  appWords(),
];

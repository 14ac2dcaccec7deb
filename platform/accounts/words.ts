import { loadWords, type WordSource } from '@upwell/platform/i18n';

/** What this room says: refusals, and the messages that carry a code. */
export const accountsWords = (): WordSource => ({
  prefix: 'accounts',
  messages: loadWords(new URL('./words', import.meta.url)),
});

import { loadWords } from '@upwell/platform/i18n';

/** The words that components say by themselves, under `ui.`, for the catalogue. */
export const uiWords = () => ({ prefix: 'ui', messages: loadWords(new URL('./words', import.meta.url)) });

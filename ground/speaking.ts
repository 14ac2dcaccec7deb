import type { ActionContext } from '@upwell/platform/action';
import { type Translator, translator } from '@upwell/platform/i18n';

/** The translator of whoever acts, for words that become data: the name of a first role. */
export const speakingTo = ({ services, lang, place }: ActionContext): Translator =>
  translator(services.catalogue, lang, place.words, { timeZone: place.timeZone });

/** Lines as people type them: one thing a line, empty ones left out. */
export const linesOf = (text: string | null): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');

import type { Translator } from '@upwell/platform/i18n';
import { Quote } from '@upwell/platform/ui';
import type { Contribution } from '../queries.ts';
import { Byline } from './byline.tsx';

/** One person's words as they stand in a list, with who said it as far as they wished. */
export function Voice({ t, contribution }: { t: Translator; contribution: Contribution }) {
  return (
    <Quote small lang={contribution.lang} by={<Byline t={t} contribution={contribution} />}>
      {contribution.words}
    </Quote>
  );
}

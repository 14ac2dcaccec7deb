/** Grow: whether this is becoming a movement, seen by organisers, by the people who live here and by partners, each apart. */
import { everyone, staffRoles } from '@upwell/platform/access';
import { loadWords } from '@upwell/platform/i18n';
import { defineCapability } from '@upwell/thread';
import { signsData } from './api.ts';
import { askForm } from './pages/ask.tsx';
import { rateForm } from './pages/rate.tsx';
import { evidenceForm, workOnForm } from './pages/round-tools.tsx';
import { roundPage, signsPage } from './pages/signs.tsx';
import './tables.ts';

export { ask } from './actions/ask.ts';
export { rate } from './actions/rate.ts';
export { showEvidence } from './actions/show-evidence.ts';
export { workOn } from './actions/work-on.ts';
export { gapOf, type Mark, type Rater, raters, type Sign, saidOf, signs } from './model.ts';
export { type Results, type Round, resultsOf, roundById, roundsOf } from './queries.ts';

export const grow = defineCapability({
  name: 'grow',
  words: { prefix: 'grow', messages: loadWords(new URL('./words', import.meta.url)) },
  records: [{ type: 'reflection', step: 'changed', path: (id) => `/signs/${id}` }],
  routes: [signsPage, askForm, roundPage, rateForm, evidenceForm, workOnForm, signsData],
  matrix: {
    'grow.signs': everyone,
    'grow.ask': staffRoles('host'),
    'grow.round': everyone,
    'grow.rate': everyone,
    'grow.evidence': staffRoles('host'),
    'grow.workOn': staffRoles('host'),
    'grow.data.signs': everyone,
  },
});

/** Learn: what changed, how sure we are, and what it is out of. */
import { everyone, staffRoles } from '@upwell/platform/access';
import { loadWords } from '@upwell/platform/i18n';
import { defineCapability } from '@upwell/thread';
import { claimData, claimsData } from './api.ts';
import { claimPage } from './pages/claim.tsx';
import { correctForm, retractForm } from './pages/correct-claim.tsx';
import { claimForm } from './pages/make-claim.tsx';
import { whatChangedPage } from './pages/what-changed.tsx';
import './tables.ts';

export { correctClaim } from './actions/correct-claim.ts';
export { makeClaim } from './actions/make-claim.ts';
export { retractClaim } from './actions/retract-claim.ts';
export { type ClaimWords, faultOf, type Level, levels, speaksOfReturn } from './model.ts';
export { ClaimFigure } from './pages/claim-figure.tsx';
export { type Claim, claimById, claimsOf } from './queries.ts';
export { baseWords, comparatorWords, figureWords, levelWords } from './words-of.ts';

export const learn = defineCapability({
  name: 'learn',
  words: { prefix: 'learn', messages: loadWords(new URL('./words', import.meta.url)) },
  records: [{ type: 'claim', step: 'changed', path: (id) => `/claims/${id}` }],
  routes: [whatChangedPage, claimForm, claimPage, correctForm, retractForm, claimsData, claimData],
  matrix: {
    'learn.whatChanged': everyone,
    'learn.makeClaim': staffRoles('host', 'funder'),
    'learn.claim': everyone,
    'learn.correctClaim': staffRoles('host', 'funder'),
    'learn.retractClaim': staffRoles('host', 'funder'),
    'learn.data.claims': everyone,
    'learn.data.claim': everyone,
  },
});

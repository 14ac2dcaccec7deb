/** Decide: what is chosen to work on, who decided what with which power and why, and the promises that follow. */
import { everyone, staffRoles } from '@upwell/platform/access';
import { loadWords } from '@upwell/platform/i18n';
import { defineCapability } from '@upwell/thread';
import {
  dropForm,
  handOnForm,
  keepForm,
  promiseForm,
  renegotiateForm,
  slippedForm,
} from './pages/commitment-forms.tsx';
import { commitmentPage, commitmentsPage } from './pages/commitments.tsx';
import { decisionPage } from './pages/decision.tsx';
import { decisionForm } from './pages/decision-form.tsx';
import { decisionsPage } from './pages/decisions.tsx';
import { inputForm } from './pages/input-form.tsx';
import { priorityForm, priorityPage } from './pages/priority.tsx';
import './tables.ts';

export { choosePriority } from './actions/choose-priority.ts';
export { makePromise } from './actions/make-promise.ts';
export { recordDecision } from './actions/record-decision.ts';
export { type Commitment, commitmentById } from './commitments.ts';
export { makeCommitment, type NewCommitment } from './make-commitment.ts';
export { type Involvement, involvementOf } from './model.ts';
export { type Decision, decisionById, type Priority, priorityById } from './queries.ts';

export const decide = defineCapability({
  name: 'decide',
  // 'thread.state.…' are the words by which lists everywhere say how a record stands.
  words: { prefix: ['decide', 'thread'], messages: loadWords(new URL('./words', import.meta.url)) },
  records: [
    { type: 'priority', step: 'decided', path: (id) => `/priorities/${id}` },
    { type: 'decision', step: 'decided', path: (id) => `/decisions/${id}` },
    { type: 'commitment', step: 'promised', path: (id) => `/commitments/${id}` },
  ],
  routes: [
    decisionsPage,
    decisionForm,
    decisionPage,
    inputForm,
    priorityForm,
    priorityPage,
    commitmentsPage,
    promiseForm,
    commitmentPage,
    keepForm,
    renegotiateForm,
    handOnForm,
    slippedForm,
    dropForm,
  ],
  matrix: {
    'decide.decisions': everyone,
    'decide.recordDecision': staffRoles('host', 'decider'),
    'decide.decision': everyone,
    'decide.addInput': staffRoles('host', 'decider'),
    'decide.choosePriority': staffRoles('host'),
    'decide.priority': everyone,
    'decide.commitments': everyone,
    'decide.makePromise': staffRoles('host', 'decider'),
    'decide.commitment': everyone,
    'decide.keepPromise': staffRoles('host', 'decider'),
    'decide.renegotiate': staffRoles('host', 'decider'),
    'decide.handOn': staffRoles('host', 'decider'),
    'decide.markSlipped': staffRoles('host', 'decider'),
    'decide.dropPromise': staffRoles('host', 'decider'),
  },
  navigation: [{ label: 'platform.nav.decisions', path: '/decisions', order: 40 }],
});

/** Decide: what is chosen to work on, who decided what with which power and why, and the promises that follow. */
import { onSucceedingGroup } from '@upwell/ground';
import { everyone, staffRoles } from '@upwell/platform/access';
import { loadWords } from '@upwell/platform/i18n';
import { defineCapability } from '@upwell/thread';
import { commitmentsData, decisionsData, meetingCalendar, meetingsData } from './api.ts';
import { commitmentDebts } from './debts.ts';
import { recountOnWithdrawal } from './events.ts';
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
import { meetingPage } from './pages/meeting.tsx';
import { meetingForm, paperForm, recordingForm } from './pages/meeting-forms.tsx';
import { meetingsPage } from './pages/meetings.tsx';
import { panelPage } from './pages/panel.tsx';
import { memberSlips, membersForm, panelForm, recommendForm, sessionForm } from './pages/panel-forms.tsx';
import { paperPage } from './pages/paper.tsx';
import { priorityForm, priorityPage } from './pages/priority.tsx';
import { answerForm, heardForm, recommendationPage } from './pages/recommendation.tsx';
import './tables.ts';

export { answerRecommendation } from './actions/answer-recommendation.ts';
export { callMeeting } from './actions/call-meeting.ts';
export { dropPromise, handOn, keepPromise, markSlipped, renegotiate } from './actions/change-promise.ts';
export { choosePriority } from './actions/choose-priority.ts';
export { makePromise } from './actions/make-promise.ts';
export { openPanel } from './actions/open-panel.ts';
export { putPaper } from './actions/put-paper.ts';
export { recommend } from './actions/recommend.ts';
export { recordDecision } from './actions/record-decision.ts';
export { type Commitment, commitmentById } from './commitments.ts';
export { makeCommitment, type NewCommitment } from './make-commitment.ts';
export { type Meeting, meetingById, type Paper, paperById } from './meetings.ts';
export { type Involvement, involvementOf } from './model.ts';
export { type Panel, panelById, type Recommendation, recommendationById } from './panels.ts';
export { type Decision, decisionById, type Priority, priorityById } from './queries.ts';

onSucceedingGroup(commitmentDebts);

export const decide = defineCapability({
  name: 'decide',
  // 'thread.state.…' are the words by which lists everywhere say how a record stands.
  words: { prefix: ['decide', 'thread'], messages: loadWords(new URL('./words', import.meta.url)) },
  records: [
    { type: 'priority', step: 'decided', path: (id) => `/priorities/${id}` },
    { type: 'decision', step: 'decided', path: (id) => `/decisions/${id}` },
    { type: 'commitment', step: 'promised', path: (id) => `/commitments/${id}` },
    { type: 'recommendation', step: 'decided', path: (id) => `/recommendations/${id}` },
    { type: 'meeting', step: 'decided', path: (id) => `/meetings/${id}` },
    { type: 'paper', step: 'decided', path: (id) => `/papers/${id}` },
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
    meetingsPage,
    meetingForm,
    meetingPage,
    paperForm,
    paperPage,
    recordingForm,
    panelForm,
    panelPage,
    sessionForm,
    membersForm,
    memberSlips,
    recommendForm,
    recommendationPage,
    answerForm,
    heardForm,
    decisionsData,
    commitmentsData,
    meetingsData,
    meetingCalendar,
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
    'decide.meetings': everyone,
    'decide.callMeeting': staffRoles('host', 'decider'),
    'decide.meeting': everyone,
    'decide.putPaper': staffRoles('host', 'decider'),
    'decide.paper': everyone,
    'decide.addRecording': staffRoles('host', 'decider'),
    'decide.openPanel': staffRoles('host'),
    'decide.panel': everyone,
    'decide.logSession': staffRoles('host'),
    'decide.addMembers': staffRoles('host'),
    'decide.memberSlips': staffRoles('host'),
    'decide.recommend': staffRoles('host'),
    'decide.recommendation': everyone,
    'decide.answerRecommendation': staffRoles('host', 'decider'),
    'decide.sayHeard': everyone,
    'decide.data.decisions': everyone,
    'decide.data.commitments': everyone,
    'decide.data.meetings': everyone,
    'decide.data.meetingCalendar': everyone,
  },
  hears: (services) => [recountOnWithdrawal(services)],
  navigation: [{ label: 'platform.nav.decisions', path: '/decisions', order: 40 }],
});

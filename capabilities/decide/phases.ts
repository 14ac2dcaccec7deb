import { type Failure, refuse } from '@upwell/platform/outcome';
import { type Answer, type CommitmentState, settled } from './model.ts';

/** A promise changes until it is kept or dropped. */
export const stillOwed = ({ state }: { state: CommitmentState }): Failure | null =>
  settled.includes(state) ? refuse('closed', { problem: { key: 'decide.phase.settled' } }) : null;

/** A recommendation is answered once; what was promised with it can be changed on the promise. */
export const notAnswered = ({ answer }: { answer: Answer | null }): Failure | null =>
  answer === null ? null : refuse('closed', { problem: { key: 'decide.phase.answered' } });

/** Papers are taken until the day of the meeting. */
export const beforeMeeting = ({ heldOn }: { heldOn: string }, today: string): Failure | null =>
  heldOn < today ? refuse('closed', { problem: { key: 'decide.phase.meeting-over' } }) : null;

/** The thread: heads of all records, the links between them, the walk both ways, and what people were told. */
export { reply } from './actions/reply.ts';
export { sayHeard } from './actions/say-heard.ts';
export type { Capability } from './capability.ts';
export { defineCapability, knownRecordTypes, pathOf, registerRecordTypes } from './capability.ts';
export { codeWords, newCode, readCode } from './codes.ts';
export { count, countsOf } from './counts.ts';
export { type Gap, type Stretch, stretchesOf } from './gaps.ts';
export { type HistoryEntry, historyOf } from './history.ts';
export type { NewHistory, NewLink, NewRecord } from './keeping.ts';
export { amend, link, register, remember, rowOf, shortened } from './keeping.ts';
export type { LinkKind, RecordHead, RecordType, Sensitivity, Step } from './model.ts';
export { dayOf, daysBetween, isOverdue, linkKinds, sensitivities, steps } from './model.ts';
export { type RecordPage, recordHead, recordsDue, recordsOfType } from './queries.ts';
export { threadSurface } from './surface.ts';
export { type Told, toldAbout } from './told.ts';
export { type Tie, type Walk, walk } from './walk.ts';
export { contributionByCode, leaveWayBack, type NewWayBack } from './way-back.ts';

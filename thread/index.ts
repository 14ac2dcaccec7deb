/** The thread: heads of all records, the links between them, the walk both ways, and what people were told. */
export type { Capability } from './capability.ts';
export { defineCapability, knownRecordTypes, pathOf, registerRecordTypes } from './capability.ts';
export { count, countsOf } from './counts.ts';
export { type Gap, type Stretch, stretchesOf } from './gaps.ts';
export { historyOf, type HistoryEntry } from './history.ts';
export type { NewHistory, NewLink, NewRecord } from './keeping.ts';
export { amend, link, register, remember, rowOf, shortened } from './keeping.ts';
export type { LinkKind, RecordHead, RecordType, Sensitivity, Step } from './model.ts';
export { dayOf, daysBetween, isOverdue, linkKinds, sensitivities, steps } from './model.ts';
export { recordHead, recordsDue, recordsOfType, type RecordPage } from './queries.ts';
export { codeWords, newCode, readCode } from './codes.ts';
export { leaveWayBack, type NewWayBack } from './way-back.ts';
export { type Told, toldAbout } from './told.ts';
export { threadSurface } from './surface.ts';
export { type Tie, type Walk, walk } from './walk.ts';

/**
 * The log of a place: append only, free of personal data, chained by seals, checkable by anyone.
 * The README says what is hashed and how.
 */
export { fingerprint, hashLine, hashSeal, type Line, type Seal } from './canonical.ts';
export { forgetPerson, linesOfPerson, type OwnLine, recordLine, recordRefusal } from './record.ts';
export { type AuditInput, type AuditRows, auditRow, personMark } from './row.ts';
export { sealAll, sealBatch } from './seal.ts';
export type { Details } from './tables.ts';

/**
 * The log of a place: append only, free of personal data, chained by seals, checkable by anyone.
 * The README says what is hashed and how.
 */
export { fingerprint, hashLine, hashSeal, type Line, type Seal } from './canonical.ts';
export { type ChainCheck, type Fault, verifyChain } from './chain.ts';
export { type Comparison, compareExports } from './compare.ts';
export { type CopyCheck, type CopyStream, verifyExport } from './copy.ts';
export { type CopyRow, exportAudit } from './export.ts';
export { forgetPerson, linesOfPerson, type OwnLine, recordLine, recordRefusal } from './record.ts';
export { type AuditInput, type AuditRows, auditRow, personMark } from './row.ts';
export { sealAll, sealBatch } from './seal.ts';
export { sealing } from './sealing.ts';
export type { Details } from './tables.ts';

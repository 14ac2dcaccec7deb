import { createHash } from 'node:crypto';
import type { AuditLineTable, AuditSealTable, Details } from './tables.ts';

/** A line as it is hashed, exported and read by a stranger. Marks and hashes are lower-case hexadecimal. */
export interface Line {
  place: string;
  id: string;
  /** RFC 3339, UTC, milliseconds: '2026-11-22T15:00:00.000Z'. */
  at: string;
  actorKind: string;
  actorMark: string | null;
  rule: string;
  action: string;
  outcome: string;
  subjectType: string | null;
  subjectId: string | null;
  subjectMark: string | null;
  details: Details;
}

/** A seal: the hashes of a run of lines, in order, chained to the seal before. */
export interface Seal {
  place: string;
  /** Counted from 1. */
  seq: number;
  /** Number of its first line, counted from 1 through the whole log of the place. */
  first: number;
  count: number;
  /** Hash of the seal before; zeros for the first. */
  previous: string;
  /** sha256 of each line. */
  lines: string[];
  sealedAt: string;
  hash: string;
}

export const noSealBefore = '0'.repeat(64);

/**
 * Canonical JSON (RFC 8785, JSON Canonicalization Scheme) of plain values. Keys and strings of the log are ASCII and
 * numbers are whole, so sorting by code unit and `JSON.stringify` of the leaves is all the standard asks for.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The hash of a line, hexadecimal. Only the fields of `Line` count. */
export const hashLine = (line: Line): string => sha256(`upwell audit line 1\n${canonical(line)}`);

/** The hash of a seal, hexadecimal: of everything in it but the hash itself. */
export function hashSeal({ hash: _, ...rest }: Seal | (Omit<Seal, 'hash'> & { hash?: string })): string {
  return sha256(`upwell audit seal 1\n${canonical(rest)}`);
}

const hex = (bytes: Buffer | null) => bytes?.toString('hex') ?? null;

export const lineOf = (row: AuditLineTable): Line => ({
  place: row.place_id,
  id: row.id,
  at: row.at.toISOString(),
  actorKind: row.actor_kind,
  actorMark: hex(row.actor_mark),
  rule: row.rule,
  action: row.action,
  outcome: row.outcome,
  subjectType: row.subject_type,
  subjectId: row.subject_id,
  subjectMark: hex(row.subject_mark),
  details: row.details,
});

export function sealOf(row: AuditSealTable): Seal {
  const all = row.line_hashes.toString('hex');
  return {
    place: row.place_id,
    seq: row.seq,
    first: row.first_n,
    count: row.line_count,
    previous: row.previous_hash.toString('hex'),
    lines: all.match(/.{64}/g) ?? [],
    sealedAt: row.sealed_at.toISOString(),
    hash: row.hash.toString('hex'),
  };
}

/** Crockford's base 32: no I, L, O or U, so that it can be read over the telephone. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A hash short enough for two people to compare by voice: five groups of four, the first 100 bits.
 * @returns for example '7K2Q-9XVD-0C4M-HT3N-8PZ1'
 */
export function fingerprint(hash: string): string {
  const bits = BigInt(`0x${hash.slice(0, 25)}`);
  const places = Array.from({ length: 20 }, (_, index) => letters[Number((bits >> BigInt(95 - 5 * index)) & 31n)]);
  return places.join('').replace(/(.{4})(?=.)/g, '$1-');
}

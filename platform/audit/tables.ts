export interface AuditLineTable {
  place_id: string;
  id: string;
  at: Date;
  actor_kind: string;
  actor_mark: Buffer | null;
  rule: string;
  action: string;
  outcome: string;
  subject_type: string | null;
  subject_id: string | null;
  subject_mark: Buffer | null;
  details: Details;
}

/** Enumerated codes and whole numbers, never anything that was typed. */
export type Details = Record<string, string | number | boolean>;

export interface AuditPersonTable {
  place_id: string;
  line_id: string;
  part: 'actor' | 'subject';
  person_id: string;
  salt: Buffer;
}

export interface AuditUnsealedTable {
  place_id: string;
  line_id: string;
}

export interface AuditSealTable {
  place_id: string;
  seq: number;
  first_n: number;
  line_count: number;
  first_line: string;
  last_line: string;
  line_ids: string[];
  line_hashes: Buffer;
  previous_hash: Buffer;
  hash: Buffer;
  sealed_at: Date;
}

declare module '@upwell/platform/database' {
  interface Tables {
    audit_line: AuditLineTable;
    audit_person: AuditPersonTable;
    audit_unsealed: AuditUnsealedTable;
    audit_seal: AuditSealTable;
  }
}

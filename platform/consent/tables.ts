export interface ConsentTable {
  place_id: string;
  id: string;
  subject_type: string;
  subject_id: string;
  person_id: string | null;
  item: string;
  given: boolean;
  words_key: string;
  words_text: string;
  lang: string;
  channel: string;
  given_at: Date;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
}

export interface LookedTable {
  place_id: string;
  id: string;
  at: Date;
  person_id: string;
  subject_type: string;
  subject_id: string;
  looked_by: string | null;
  looked_as: string;
  why: string;
}

declare module '@upwell/platform/database' {
  interface Tables {
    consent: ConsentTable;
    looked: LookedTable;
  }
}

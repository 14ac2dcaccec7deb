import type { Sensitivity, Step } from './model.ts';

declare module '@upwell/platform/database' {
  interface Tables {
    record: RecordTable;
    link: LinkTable;
    history: HistoryTable;
    tally: TallyTable;
    way_back: WayBackTable;
    reply: ReplyTable;
    told: ToldTable;
  }
}

interface RecordTable {
  place_id: string;
  id: string;
  type: string;
  step: Step;
  parent_id: string | null;
  title: string;
  line: string | null;
  state: string;
  on_day: string;
  due_on: string | null;
  owed_by: string | null;
  sensitivity: Sensitivity;
  nested_place_id: string | null;
  made_at: Date;
  withdrawn_at: Date | null;
}

interface LinkTable {
  place_id: string;
  id: string;
  from_id: string;
  to_id: string;
  kind: string;
  note: string | null;
  made_at: Date;
  made_by: string | null;
}

interface HistoryTable {
  place_id: string;
  id: string;
  record_id: string;
  at: Date;
  happened: string;
  before_text: string | null;
  after_text: string | null;
  reason: string | null;
  by_person: string | null;
  by_words: string | null;
}

interface TallyTable {
  place_id: string;
  subject_id: string;
  name: string;
  bucket: number;
  n: number;
}

interface WayBackTable {
  place_id: string;
  record_id: string;
  channel: 'email' | 'sms' | 'letter' | 'code' | 'in-person';
  address: Buffer | null;
  code_print: Buffer | null;
  lang: string;
  person_id: string | null;
  made_at: Date;
}

interface ReplyTable {
  place_id: string;
  id: string;
  about_id: string;
  answer: 'done' | 'passed-on' | 'not-now' | 'still-open';
  words: string;
  still_open_until: string | null;
  poster_where: string | null;
  made_at: Date;
  made_by: string | null;
  by_words: string;
}

interface ToldTable {
  place_id: string;
  reply_id: string;
  contribution_id: string;
  channel: 'email' | 'sms' | 'letter' | 'code' | 'in-person' | 'poster';
  told_at: Date;
  heard: 'heard' | 'not-heard' | null;
  heard_at: Date | null;
  heard_words: string | null;
}

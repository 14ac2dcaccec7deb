import type { Generated, GeneratedAlways } from 'kysely';

/** Ids, codes and numbers of an event; handlers read the words from the record itself. */
export type EventData = Record<string, string | number | boolean | null>;

export interface EventTable {
  place_id: string;
  id: string;
  n: GeneratedAlways<number>;
  name: string;
  subject_type: string;
  subject_id: string;
  data: EventData;
  made_at: Date;
  /** `-infinity` in the database for an event nobody has looked at: compare it in SQL only. */
  due_at: Generated<Date | null>;
}

export interface EventDeliveryTable {
  place_id: string;
  event_id: string;
  handler: string;
  tries: number;
  next_at: Date | null;
  problem: string | null;
  done_at: Date | null;
  stuck_at: Date | null;
}

export interface ScheduleRunTable {
  place_id: string;
  name: string;
  ran_to: Date;
}

declare module '@upwell/platform/database' {
  interface Tables {
    event: EventTable;
    event_delivery: EventDeliveryTable;
    schedule_run: ScheduleRunTable;
  }
}

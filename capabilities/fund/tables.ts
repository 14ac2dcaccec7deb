import type { LedgerKind } from './model.ts';

declare module '@upwell/platform/database' {
  interface Tables {
    fund: {
      place_id: string;
      id: string;
      name: string;
      purpose: string;
      total_pence: number;
      least_pence: number;
      most_pence: number;
      holder_words: string;
      holder_group: string | null;
      decider_words: string;
      decider_group: string | null;
      ask_minutes: number;
      report_minutes: number;
      cap_minutes: number;
      opened_on: string;
      ends_on: string | null;
      continues_with: string | null;
      closed_at: Date | null;
      closed_because: string | null;
      made_at: Date;
      made_by: string | null;
    };
    award: {
      place_id: string;
      id: string;
      fund_id: string;
      to_words: string;
      to_group: string | null;
      constituted: boolean;
      host_words: string | null;
      for_what: string;
      own_goals: string | null;
      made_at: Date;
      made_by: string | null;
    };
    ledger_line: {
      place_id: string;
      id: string;
      award_id: string;
      fund_id: string;
      kind: LedgerKind;
      pence: number;
      day: string;
      note: string | null;
      corrects: string | null;
      by_words: string;
      made_at: Date;
      made_by: string | null;
    };
  }
}

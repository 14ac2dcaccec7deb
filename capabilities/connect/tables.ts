import type { AssetKind, IntroductionState, TargetKind, Visibility } from './model.ts';

declare module '@upwell/platform/database' {
  interface Tables {
    asset: {
      place_id: string;
      id: string;
      kind: AssetKind;
      visibility: Visibility;
      title: string | null;
      about: string | null;
      venue: string | null;
      custodian: string | null;
      terms: string | null;
      hours: string | null;
      sealed: Buffer | null;
      contact: Buffer | null;
      made_at: Date;
      made_by: string | null;
    };
    introduction: {
      place_id: string;
      id: string;
      target_kind: TargetKind;
      target_id: string;
      state: IntroductionState;
      by_words: string | null;
      details: Buffer | null;
      code_print: Buffer;
      lang: string;
      other_told: 'email' | 'sms' | 'in-person' | null;
      sent_at: Date | null;
      check_on: string | null;
      asked_at: Date | null;
      outcome_at: Date | null;
      outcome_by: 'person' | 'connector' | null;
      gap_id: string | null;
      made_at: Date;
      made_by: string | null;
    };
    gap: {
      place_id: string;
      id: string;
      words: string;
      state: 'open' | 'answered';
      channel: 'email' | 'sms' | null;
      address: Buffer | null;
      lang: string;
      made_at: Date;
      made_by: string | null;
    };
  }
}

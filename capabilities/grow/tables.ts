import type { Mark, Rater, Sign } from './model.ts';

declare module '@upwell/platform/database' {
  interface Tables {
    reflection: {
      place_id: string;
      id: string;
      title: string;
      opened_on: string;
      closes_on: string;
      working_on: Sign | null;
      made_at: Date;
      made_by: string | null;
    };
    sign_rating: {
      place_id: string;
      reflection_id: string;
      rater_print: Buffer;
      rater: Rater;
      sign: Sign;
      /** Null: not sure. */
      mark: Mark | null;
      turn: string;
    };
    sign_evidence: {
      place_id: string;
      id: string;
      reflection_id: string;
      sign: Sign;
      record_id: string;
      made_at: Date;
    };
  }
}

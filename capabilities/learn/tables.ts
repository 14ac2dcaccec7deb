import type { ClaimKind, Level, Making } from './model.ts';

declare module '@upwell/platform/database' {
  interface Tables {
    claim: {
      place_id: string;
      id: string;
      statement: string;
      shown: string | null;
      level: Level;
      made: Making;
      kind: ClaimKind;
      base: number | null;
      base_of: string | null;
      comparator: string | null;
      method: string | null;
      period: string;
      horizon: string | null;
      beneficiary: string | null;
      source: string;
      caveat: string | null;
      whole_of: string | null;
      whole_base: number | null;
      whole_shown: string | null;
      said_by: string;
      retracted_at: Date | null;
      retracted_because: string | null;
      made_at: Date;
      made_by: string | null;
    };
  }
}

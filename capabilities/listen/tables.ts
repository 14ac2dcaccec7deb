import type { Channel, ConversationKind, PowerLevel, Source } from './model.ts';

declare module '@upwell/platform/database' {
  interface Tables {
    conversation: {
      place_id: string;
      id: string;
      question: string;
      about: string | null;
      kind: ConversationKind;
      purpose: 'say' | 'know';
      stage: 'before-decision' | 'decided';
      host_words: string;
      host_group: string | null;
      can_change: string;
      power: PowerLevel;
      opened_on: string;
      closes_on: string | null;
      closed_at: Date | null;
      reply_due: string;
      nested_place_id: string | null;
      made_at: Date;
      made_by: string | null;
      source_words: string | null;
    };
    contribution: {
      place_id: string;
      id: string;
      conversation_id: string | null;
      words: string | null;
      words_sealed: Buffer | null;
      lang: string;
      source: Source;
      for_someone: boolean;
      channel: Channel;
      shown_name: string | null;
      heard_where: string | null;
      person_id: string | null;
      taken_down_by: string | null;
      serial: string;
      made_at: Date;
    };
    insight: {
      place_id: string;
      id: string;
      title: string;
      meaning: string | null;
      checked_by: string | null;
      checked_on: string | null;
      made_at: Date;
      made_by: string | null;
    };
    reading: {
      place_id: string;
      id: string;
      shown: string;
      says: string;
      definition: string;
      area: string;
      period: string;
      base: string;
      source: string;
      gap: string | null;
      made_at: Date;
      made_by: string | null;
    };
    statement: {
      place_id: string;
      conversation_id: string;
      number: number;
      contribution_id: string;
      moderated: number;
      agrees: number;
      disagrees: number;
      passes: number;
    };
    voter: { place_id: string; conversation_id: string; number: number; print: Buffer };
    vote: {
      place_id: string;
      conversation_id: string;
      turn: number;
      statement: number;
      voter: number;
      value: number;
      at: Date;
    };
    import_run: {
      place_id: string;
      id: string;
      conversation_id: string | null;
      file: string;
      file_hash: Buffer;
      rows_kept: number;
      rows_refused: number;
      bytes_done: number;
      started_at: Date;
      finished_at: Date | null;
    };
  }
}

import type { PowerLevel, Source } from '@upwell/listen';
import type { Answer, CommitmentState, Method, Verdict } from './model.ts';

interface Made {
  place_id: string;
  id: string;
  made_at: Date;
  made_by: string | null;
}

declare module '@upwell/platform/database' {
  interface Tables {
    priority: Made & {
      title: string;
      why: string | null;
      method: Method;
      chosen_by: string;
      people: number | null;
      chosen_on: string;
    };
    meeting: Made & {
      title: string;
      body_words: string;
      group_id: string | null;
      held_on: string;
      starts_at: string;
      minutes: number;
      venue: string;
      link: string | null;
      phone: string;
      about: string | null;
      challenges: string;
      recording: string | null;
    };
    paper: Made & {
      meeting_id: string;
      title: string;
      summary: string;
      text: string | null;
      asks: string | null;
      published_on: string;
    };
    decision: Made & {
      question: string;
      framing: string | null;
      options: string[];
      decided: string;
      reason: string;
      decided_by: string;
      group_id: string | null;
      seats: string[];
      power: PowerLevel;
      conversation_id: string | null;
      meeting_id: string | null;
      decided_on: string;
      review_on: string | null;
    };
    involvement: Made & {
      record_id: string;
      who: string;
      source: Source;
      number: number | null;
      note: string | null;
    };
    commitment: Made & {
      promise: string;
      owner: string;
      group_id: string | null;
      owed_to: string | null;
      due_on: string;
      state: CommitmentState;
      settled_on: string | null;
      made_on: string;
    };
    panel: Made & {
      recruited: string;
      members: number;
      sessions: number;
      minutes: number;
      every_days: number;
      first_on: string;
    };
    panel_member: {
      place_id: string;
      id: string;
      panel_id: string;
      code_print: Buffer;
      shown_name: string | null;
      joined_at: Date;
    };
    panel_session: {
      place_id: string;
      panel_id: string;
      number: number;
      held_on: string;
      attended: number;
      listened: string[];
      note: string | null;
      made_at: Date;
      made_by: string | null;
    };
    recommendation: Made & {
      panel_id: string;
      number: number;
      words: string;
      why: string | null;
      answer_due: string;
      owed_by: string;
      group_id: string | null;
      answer: Answer | null;
      reason: string | null;
      owner: string | null;
      by_day: string | null;
      answered_on: string | null;
      commitment_id: string | null;
    };
    panel_verdict: {
      place_id: string;
      recommendation_id: string;
      member_id: string;
      verdict: Verdict;
      at: Date;
    };
  }
}

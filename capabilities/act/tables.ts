import type { Hands, Rhythm, Stage, Support, Way } from './model.ts';

declare module '@upwell/platform/database' {
  interface Tables {
    activity: {
      place_id: string;
      id: string;
      title: string;
      happens: string;
      designed_by: string;
      designed_hands: Hands;
      led_by: string;
      led_hands: Hands;
      led_name: string | null;
      host: string;
      rhythm_words: string;
      rhythm: Rhythm;
      next_on: string;
      starts: string;
      venue: string;
      getting_there: string | null;
      barriers: string | null;
      supports: Support[];
      room: number | null;
      stage: Stage;
      hand_on_by: string | null;
      contact: Buffer | null;
      nested_place_id: string | null;
      made_at: Date;
      made_by: string | null;
    };
    activity_session: {
      place_id: string;
      id: string;
      activity_id: string;
      on_day: string;
      headcount: number;
      delight: string | null;
      learned: string | null;
      made_at: Date;
      made_by: string | null;
    };
    sign_up: {
      place_id: string;
      id: string;
      activity_id: string;
      on_day: string | null;
      chance_by: string | null;
      told_at: Date | null;
      who: Buffer;
      channel: Way;
      address: Buffer | null;
      code_print: Buffer;
      lang: string;
      person_id: string | null;
      made_at: Date;
    };
  }
}

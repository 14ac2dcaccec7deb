/** At most so many in any 24 hours, and in any 7 days. Left out: no limit of that kind. */
export interface Cap {
  perDay?: number;
  perWeek?: number;
}

/** How much a place may send. Every figure can be set; what is over waits and says until when, and is never dropped. */
export interface MessageLimits {
  /** To one person or address, whatever sends them; codes and replies to what they said do not count or wait. */
  perPerson: Cap;
  /** To one person or address, of one purpose. Codes for signing in have only this one. */
  perPurpose: Readonly<Record<string, Cap>>;
  /** Caused by one person or group. */
  perSender: Cap;
  /** Of one place. */
  perPlace: Cap;
  /** Texts to one number. */
  textsPerNumber: Cap;
  /** Billed text parts of one place a day, codes apart: codes have as many again. */
  textPartsPerPlacePerDay: number;
  /** Billed text parts a day, all places together. The last fifth is kept for codes. */
  textPartsPerDay: number;
  /** Calling codes texts may go to: `['44']`. Numbers of other countries are a target for toll fraud. */
  textCountries: readonly string[];
}

export const USUAL_LIMITS: MessageLimits = {
  perPerson: { perDay: 2, perWeek: 3 },
  perPurpose: {
    code: { perDay: 20 },
    reply: { perDay: 10 },
    introduction: { perDay: 5 },
    news: { perWeek: 1 },
  },
  perSender: { perDay: 100 },
  perPlace: { perDay: 5_000 },
  textsPerNumber: { perDay: 5 },
  textPartsPerPlacePerDay: 250,
  textPartsPerDay: 500,
  textCountries: ['44'],
};

/** Purposes that never wait for, nor use up, what one person gets in a week. */
export const URGENT: readonly string[] = ['code', 'reply'];

/** Nobody can switch these off, for nobody gets them without having asked a moment ago. */
export const NEVER_STOPPED: readonly string[] = ['code'];

/** The part of the configuration that limits messages. */
interface Settings {
  sms: { perDay: number; perNumberPerDay: number; countries: readonly string[] };
  messagesPerPersonPerWeek: number;
}

export function limitsFrom({ sms, messagesPerPersonPerWeek }: Settings): MessageLimits {
  return {
    ...USUAL_LIMITS,
    perPerson: { ...USUAL_LIMITS.perPerson, perWeek: messagesPerPersonPerWeek },
    textsPerNumber: { perDay: sms.perNumberPerDay },
    textPartsPerPlacePerDay: Math.min(USUAL_LIMITS.textPartsPerPlacePerDay, sms.perDay),
    textPartsPerDay: sms.perDay,
    textCountries: sms.countries,
  };
}

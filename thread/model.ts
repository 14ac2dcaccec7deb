/** The seven steps of the thread, upstream first. Every record stands at one of them. */
export const steps = ['said', 'means', 'decided', 'promised', 'done', 'changed', 'told'] as const;
export type Step = (typeof steps)[number];

export const sensitivities = ['public', 'members', 'circle', 'confidential'] as const;
export type Sensitivity = (typeof sensitivities)[number];

/**
 * How one record leads to the next, read from upstream to downstream. A link is a sentence:
 * 'this contribution *means* this insight', 'this decision *creates* this commitment'.
 */
export const linkKinds = [
  'means', // contribution → insight: the insight rests on it
  'disagrees', // contribution → insight: said against it, and kept
  'gathers-into', // conversation → insight
  'shows', // reading → insight
  'opens', // reading, history of a place → conversation: what it was opened with
  'becomes', // insight → priority
  'weighed-in', // insight, priority, conversation → decision
  'creates', // decision → commitment, award, activity, programme, deal
  'answers', // priority, insight → activity, commitment
  'pays-for', // fund → award, award → activity
  'held-as', // activity → session
  'introduces', // asset, activity → introduction
  'shows-up-in', // session, activity, award, commitment, reading → claim
  'reflects-on', // activity, programme, conversation → reflection
  'told-in', // any → reply
  'leads-to', // where nothing above says it better; needs a note
] as const;
export type LinkKind = (typeof linkKinds)[number];

/** What a package says about each of its record types. */
export interface RecordType {
  type: string;
  step: Step;
  /** Where a record of this type has its own page. */
  path(id: string): string;
}

/** A record as the thread draws it. */
export interface RecordHead {
  id: string;
  type: string;
  step: Step;
  parentId: string | null;
  title: string;
  line: string | null;
  state: string;
  /** Calendar day. */
  onDay: string;
  dueOn: string | null;
  owedBy: string | null;
  sensitivity: Sensitivity;
}

/** Whether a promised day has passed without an answer. Days compare as text. */
export const isOverdue = (dueOn: string | null, today: string): boolean => dueOn !== null && dueOn < today;

/** Whole days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** The calendar day of a moment in a place's time zone, as 2026-11-22. */
export function dayOf(moment: Date, timeZone: string): string {
  let calendar = calendars.get(timeZone);
  if (!calendar) {
    calendar = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    calendars.set(timeZone, calendar);
  }
  return calendar.format(moment);
}

// Making one takes longer than the rest of a small page; a place has one zone and there are some six hundred.
const calendars = new Map<string, Intl.DateTimeFormat>();

import { type Source, sources } from '@upwell/listen';
import { daysBetween } from '@upwell/thread';

/** How a priority was chosen. The method is shown with it, so that nobody mistakes a few dots for a vote. */
export const methods = ['talked-through', 'dots', 'ranking', 'consent', 'vote'] as const;
export type Method = (typeof methods)[number];

export const commitmentStates = ['open', 'kept', 'slipped', 'renegotiated', 'handed-on', 'dropped'] as const;
export type CommitmentState = (typeof commitmentStates)[number];
/** States in which nothing is owed any more. */
export const settled: readonly CommitmentState[] = ['kept', 'dropped'];

export const answers = ['yes', 'partly', 'no'] as const;
export type Answer = (typeof answers)[number];

export const verdicts = ['heard', 'not-heard'] as const;
export type Verdict = (typeof verdicts)[number];

/** Days before an open meeting by which its papers are out (R2.1). */
export const PAPERS_DAYS_AHEAD = 5;
/** No public count of people below this: a smaller one is said as 'fewer than'. */
export const SMALLEST_COUNT = 5;

/** Where an input came from and how many people it was; null where nobody counted. */
export interface Input {
  source: Source;
  number: number | null;
}

export interface InputsBySource {
  source: Source;
  /** People or bodies counted. */
  counted: number;
  /** Inputs for which nobody gave a number. */
  uncounted: number;
}

/** What went into a decision or a paper, and whether anybody of the community spoke for themselves (GO07). */
export interface Involvement {
  bySource: readonly InputsBySource[];
  /** True when nobody spoke for themselves: said at the top wherever the decision or paper is shown (rule 2). */
  noDirect: boolean;
  nothing: boolean;
}

/** Works out the involvement statement. Councils, charities and professionals never stand in for people. */
export function involvementOf(inputs: readonly Input[]): Involvement {
  const heard = inputs.filter(({ number }) => number === null || number > 0);
  const bySource = sources
    .map((source) => {
      const of = heard.filter((input) => input.source === source);
      return {
        source,
        counted: of.reduce((sum, { number }) => sum + (number ?? 0), 0),
        uncounted: of.filter(({ number }) => number === null).length,
      };
    })
    .filter(({ counted, uncounted }) => counted + uncounted > 0);
  return {
    bySource,
    noDirect: !bySource.some(({ source }) => source === 'direct'),
    nothing: bySource.length === 0,
  };
}

/** How a promise stands on a day: one whose day has passed has slipped, whether or not anybody said so. */
export const standingOf = (commitment: { state: CommitmentState; dueOn: string }, today: string): CommitmentState =>
  !settled.includes(commitment.state) && commitment.dueOn < today ? 'slipped' : commitment.state;

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** How far ahead anything is promised or planned, in days: twenty years. */
const FARTHEST_DAYS = 7_305;
/** The earliest day that is written down here. */
const EARLIEST = '1900-01-01';

/** What is wrong with a day that lies ahead, as a message key; null where nothing is. */
export const problemAhead = (day: string, today: string): string | null =>
  day < today ? 'error.in-past' : day > dayAfter(today, FARTHEST_DAYS) ? 'decide.too-far' : null;

/** What is wrong with a day that has been, as a message key; null where nothing is. */
export const problemBefore = (day: string, today: string): string | null =>
  day > today ? 'error.in-future' : day < EARLIEST ? 'error.not-a-date' : null;

/** How many days ahead of its meeting a paper was published, and whether that was too late. */
export function aheadOf(publishedOn: string, heldOn: string): { days: number; late: boolean } {
  const days = Math.max(0, daysBetween(publishedOn, heldOn));
  return { days, late: days < PAPERS_DAYS_AHEAD };
}

/** A count of people that may stand in public: the number, or null where it is under the smallest that is shown. */
export const publicCount = (n: number, smallest = SMALLEST_COUNT): number | null => (n >= smallest ? n : null);

/** The days on which a panel meets: evenly spaced from the first. */
export const sessionDays = (firstOn: string, sessions: number, everyDays: number): string[] =>
  Array.from({ length: sessions }, (_, index) => dayAfter(firstOn, index * everyDays));

/** Recommendations as a page lists them: the longest overdue answer first, then by number. */
export function overdueFirst<R extends { number: number; answer: Answer | null; answerDue: string }>(
  recommendations: readonly R[],
  today: string,
): R[] {
  const late = (each: R) => each.answer === null && each.answerDue < today;
  return [...recommendations].sort(
    (a, b) =>
      Number(late(b)) - Number(late(a)) ||
      (late(a) && late(b) ? a.answerDue.localeCompare(b.answerDue) : 0) ||
      a.number - b.number,
  );
}

/** Lines as people type them: trimmed, without empty ones or bullets. */
export const linesOf = (text: string | null): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.replace(/^[\s•*–-]+/, '').trim())
    .filter((line) => line !== '');

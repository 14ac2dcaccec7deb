import type { Translator } from '@upwell/platform/i18n';
import type { Meeting } from '../meetings.ts';

/** The day with its weekday and the time, as people say it: 'Tuesday 3 March 2026, 14:30'. */
export const meetingWhen = (t: Translator, meeting: Pick<Meeting, 'heldOn' | 'startsAt'>): string =>
  t('decide.meeting.when', { date: t.date(meeting.heldOn, 'long'), time: meeting.startsAt });

/** A telephone number that keeps its order inside a sentence from right to left (Unicode UAX 9: left-to-right isolate). */
export const phoneWords = (t: Translator, number: string): string =>
  t.dir === 'rtl' ? `\u2066${number}\u2069` : number;

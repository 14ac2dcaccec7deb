import type { Meeting } from './meetings.ts';

/** Text in a calendar file: backslash, semicolon, comma and line ends escaped (RFC 5545, section 3.3.11). */
const escaped = (text: string) =>
  text.replace(/\\/g, '\\\\').replace(/;/g, '\\;').replace(/,/g, '\\,').replace(/\r?\n/g, '\\n');

/** Lines of at most 75 octets; the rest goes on after a space, never inside a character (RFC 5545, section 3.1). */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    if (Buffer.byteLength(part + character) > 75) {
      parts.push(part);
      part = ' ';
    }
    part += character;
  }
  return [...parts, part].join('\r\n');
}

const stamp = (moment: Date) => `${moment.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/**
 * The moment a clock on the wall shows a day and a time in a time zone. In the hour that comes twice in autumn it is
 * the first; in the hour that is skipped in spring, an hour later.
 * @param day '2026-03-29' @param time '14:30' @param timeZone IANA name
 */
export function momentOf(day: string, time: string, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const shownAt = (moment: number) => {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    }).formatToParts(moment);
    const of = (type: string) => parts.find((part) => part.type === type)?.value;
    return Date.parse(`${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:00Z`);
  };
  const first = asUtc - (shownAt(asUtc) - asUtc);
  return new Date(asUtc - (shownAt(first) - first));
}

/** One meeting as a calendar file. `url` is its page; `described` what to say about it. */
export function calendarOf(
  meeting: Meeting,
  { timeZone, url, described, now }: { timeZone: string; url: string; described: string; now: Date },
): string {
  const begins = momentOf(meeting.heldOn, meeting.startsAt, timeZone);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Upwell//Open meetings//EN',
    'BEGIN:VEVENT',
    `UID:${meeting.id}@${new URL(url).hostname}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(begins)}`,
    `DTEND:${stamp(new Date(begins.getTime() + meeting.minutes * 60_000))}`,
    `SUMMARY:${escaped(`${meeting.body}: ${meeting.title}`)}`,
    `LOCATION:${escaped(meeting.venue)}`,
    `DESCRIPTION:${escaped(described)}`,
    `URL:${url}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

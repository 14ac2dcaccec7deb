/** No text wakes anybody: from nine at night to eight in the morning, local time. */
const QUIET_FROM = 21;
const QUIET_TO = 8;

const formats = new Map<string, Intl.DateTimeFormat>();

/** @returns when the night ends, or null by day */
export function quietUntil(now: Date, timeZone: string): Date | null {
  const here = localTime(now, timeZone);
  if (here.hour >= QUIET_TO && here.hour < QUIET_FROM) return null;
  const day = here.hour >= QUIET_FROM ? here.day + 1 : here.day;
  const wanted = Date.UTC(here.year, here.month - 1, day, QUIET_TO);
  // The offset of the zone may change in the night: the second look uses the one of the morning.
  let guess = wanted - offset(now, timeZone);
  guess = wanted - offset(new Date(guess), timeZone);
  return new Date(guess);
}

function offset(moment: Date, timeZone: string): number {
  const { year, month, day, hour, minute, second } = localTime(moment, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment.getTime() / 1000) * 1000;
}

function localTime(moment: Date, timeZone: string) {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  return parts as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
}

/**
 * Milliseconds of a time the server wrote, or null. Times of experiments, jobs and checkpoints carry no zone and are
 * UTC; Date would read them as local time and be hours off.
 */
export function momentOf(text: string | null | undefined): number | null {
  if (text === null || text === undefined || text === '') {
    return null;
  }
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
  const moment = Date.parse(zoned);
  return Number.isNaN(moment) ? null : moment;
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** "09:14:02" within the last day, "3 Nov 09:14" before. */
export function clockTime(moment: number, now: number): string {
  return now - moment < 24 * 3600 * 1000 ? time.format(moment) : `${day.format(moment)} ${hour.format(moment)}`;
}

/** "09:14". */
export function hourMinute(moment: number): string {
  return hour.format(moment);
}

/** Date, time and zone, for tooltips. */
export function exactTime(moment: number): string {
  return exact.format(moment);
}

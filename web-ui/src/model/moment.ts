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

/** Where the times that are shown are told: as this computer has it, or a zone by its IANA name. */
export type Zone = 'local' | (string & {});

/** Moments in words, in one zone. */
export interface Times {
  /** "09:14:02" within the last day, "3 Nov 09:14" before. */
  readonly clock: (moment: number, now: number) => string;
  /** "09:14". */
  readonly hourMinute: (moment: number) => string;
  /** "3 Nov". */
  readonly day: (moment: number) => string;
  /** Date, time and zone, for tooltips. */
  readonly exact: (moment: number) => string;
  /** What the zone is ahead of UTC then, in milliseconds. */
  readonly offset: (moment: number) => number;
}

const DAY = 24 * 3600 * 1000;

/** @throws RangeError for a zone that the browser does not know */
export function timesIn(zone: Zone): Times {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', zone === 'local' ? options : { ...options, timeZone: zone });
  const time = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const hour = format({ hour: '2-digit', minute: '2-digit' });
  const day = format({ day: 'numeric', month: 'short' });
  const exact = format({ dateStyle: 'medium', timeStyle: 'long' });
  const offset = format({ timeZoneName: 'longOffset' });
  return {
    clock: (moment, now) => (now - moment < DAY ? time.format(moment) : `${day.format(moment)} ${hour.format(moment)}`),
    hourMinute: (moment) => hour.format(moment),
    day: (moment) => day.format(moment),
    exact: (moment) => exact.format(moment),
    offset: (moment) => offsetIn(offset.format(moment)),
  };
}

/** Of "22/11/2026, GMT+05:30", in milliseconds. */
function offsetIn(text: string): number {
  const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Whether the browser knows a zone. */
export function isZone(zone: string): boolean {
  try {
    return zone === 'local' || new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
}

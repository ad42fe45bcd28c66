import { describe, expect, it } from 'vitest';
import { isZone, momentOf, timesIn } from './moment';

describe('reading times', () => {
  it('takes a time without zone as UTC', () => {
    expect(momentOf('2026-11-22T00:50:07.229417')).toBe(Date.UTC(2026, 10, 22, 0, 50, 7, 229));
  });

  it('keeps a zone that is there', () => {
    expect(momentOf('2026-11-22T01:50:07+01:00')).toBe(Date.UTC(2026, 10, 22, 0, 50, 7));
    expect(momentOf('2026-11-22T00:50:07Z')).toBe(Date.UTC(2026, 10, 22, 0, 50, 7));
  });

  it.each([null, undefined, '', 'soon'])('reads %j as unknown', (text) => {
    expect(momentOf(text)).toBeNull();
  });
});

describe('writing times', () => {
  const moment = Date.UTC(2026, 10, 3, 21, 30, 5);

  it('drops the seconds and adds the day once it is a day old', () => {
    const times = timesIn('UTC');
    expect(times.clock(moment, moment + 1000)).toBe('21:30:05');
    expect(times.clock(moment, moment + 25 * 3600 * 1000)).toBe('3 Nov 21:30');
  });

  it.each([
    ['UTC', '21:30', '3 Nov', 0],
    ['Asia/Kolkata', '03:00', '4 Nov', 330],
    ['America/New_York', '16:30', '3 Nov', -300],
  ])('tells them in %s', (zone, hour, day, minutes) => {
    const times = timesIn(zone);
    expect([times.hourMinute(moment), times.day(moment), times.offset(moment) / 60_000]).toEqual([hour, day, minutes]);
  });

  it('names the zone where the time is exact', () => {
    expect(timesIn('UTC').exact(moment)).toMatch(/3 Nov 2026.*21:30:05 UTC/);
  });
});

it.each([
  ['local', true],
  ['Europe/Berlin', true],
  ['Middle/Earth', false],
  ['', false],
])('knows whether %j is a zone', (zone, known) => {
  expect(isZone(zone)).toBe(known);
});

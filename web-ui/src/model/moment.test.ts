import { describe, expect, it } from 'vitest';
import { clockTime, momentOf } from './moment';

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
  it('drops the seconds and adds the day once it is a day old', () => {
    const moment = Date.UTC(2026, 10, 3, 12, 0, 0);
    expect(clockTime(moment, moment + 1000)).toMatch(/^\d\d:\d\d:\d\d$/);
    expect(clockTime(moment, moment + 25 * 3600 * 1000)).toMatch(/^3 Nov \d\d:\d\d$/);
  });
});

import { describe, expect, it } from 'vitest';
import {
  editFlag,
  ExactNumber,
  flagJson,
  flagText,
  numberFlag,
  readFlag,
  sameFlag,
  sameFlags,
  shortFlag,
} from './flag-value';

function json(typed: string): string {
  const reading = readFlag(typed);
  return reading.ok ? flagJson(reading.value) : `refused: ${reading.problem}`;
}

describe('reading what a person typed', () => {
  it.each([
    ['1e-4', '1e-4'],
    ['0.0003', '0.0003'],
    ['1.0', '1.0'],
    ['12345678901234567890', '12345678901234567890'],
    ['0.1234567890123456789', '0.1234567890123456789'],
    ['-0', '-0'],
    ['1E400', '1E400'],
  ])('keeps the digits of %s', (typed, expected) => {
    expect(json(typed)).toBe(expected);
  });

  it.each([
    ['65_536', '65536'],
    ['32K', '32000'],
    ['1.5M', '1500000'],
    ['0.5b', '500000000'],
    ['-2k', '-2000'],
    ['1.2345K', '"1.2345K"'],
  ])('reads the short form %s as %s', (typed, expected) => {
    expect(json(typed)).toBe(expected);
  });

  it.each([
    ['007', '"007"'],
    ['Infinity', '"Infinity"'],
    ['0x10', '"0x10"'],
    ['1.2.3', '"1.2.3"'],
    ['True', '"True"'],
    ['adam w', '"adam w"'],
    ['"1"', '"1"'],
    ['""', '""'],
  ])('reads %s as the text %s', (typed, expected) => {
    expect(json(typed)).toBe(expected);
  });

  it('reads true and false as switches', () => {
    expect(json(' true ')).toBe('true');
    expect(json('false')).toBe('false');
  });

  it.each(['', '   ', '"open'])('refuses %j with a sentence', (typed) => {
    expect(json(typed)).toMatch(/^refused: [A-Z].*\.$/);
  });
});

describe('editing', () => {
  it.each(['1e-4', '1.0', '12345678901234567890', 'adam w', 'true', '"true"', '"1"', '""', '65536'])(
    'opens %s so that saving it unchanged changes nothing',
    (typed) => {
      const first = readFlag(typed);
      expect(first.ok).toBe(true);
      if (first.ok) {
        const again = readFlag(editFlag(first.value));
        expect(again.ok && sameFlag(again.value, first.value)).toBe(true);
      }
    },
  );
});

describe('showing', () => {
  it.each([
    ['999', '999'],
    ['1000', '1K'],
    ['32768', '32.8K'],
    ['999999', '1M'],
    ['1234567', '1.2M'],
    ['3000000000', '3B'],
    ['-4096', '-4.1K'],
    ['0.0003', '0.0003'],
    ['1e-7', '1e-7'],
  ])('shortens %s to %s', (text, expected) => {
    expect(shortFlag(numberFlag(text))).toBe(expected);
  });

  it('never shortens text or switches', () => {
    expect(shortFlag('32768')).toBe('32768');
    expect(shortFlag(true)).toBe('true');
  });

  it('compares whole sets of flags', () => {
    expect(sameFlags({ a: 1, b: 'x' }, { b: 'x', a: 1 })).toBe(true);
    expect(sameFlags({ a: 1 }, { b: 1 })).toBe(false);
    expect(sameFlags({ a: 1 }, { a: 1, b: 1 })).toBe(false);
  });

  it('tells equal numbers of different text apart only when their text is kept', () => {
    expect(sameFlag(new ExactNumber('1.0'), new ExactNumber('1.0'))).toBe(true);
    expect(sameFlag(new ExactNumber('1.0'), 1)).toBe(false);
    expect(flagText(new ExactNumber('1.0'))).toBe('1.0');
  });
});

import { describe, expect, it } from 'vitest';
import { age, duration, ranFor, timeLeft } from './duration';

describe('durations', () => {
  it.each([
    [-5, '0 s'],
    [12.9, '12 s'],
    [60, '1 min'],
    [3599, '59 min'],
    [10920, '3 h 02'],
    [86400, '1 d'],
    [200000, '2 d'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it('writes an age with one part only', () => {
    expect(age(10920)).toBe('3 h');
    expect(age(59)).toBe('59 s');
  });

  it('keeps the seconds of a short run', () => {
    expect(ranFor(7.6)).toBe('8 s');
    expect(ranFor(125)).toBe('2 min 05 s');
    expect(ranFor(10920)).toBe('3 h 02');
  });

  it('counts down to zero and not below', () => {
    expect(timeLeft(39.2)).toBe('40 s');
    expect(timeLeft(71.3)).toBe('1 min 12 s');
    expect(timeLeft(-3)).toBe('0 s');
  });
});

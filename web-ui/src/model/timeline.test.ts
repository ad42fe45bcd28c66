import { describe, expect, it } from 'vitest';
import { timelineOf } from './timeline';

const HOUR = 3_600_000;
const start = Date.UTC(2026, 10, 22, 6, 30);
const span = (from: number, to: number) => ({ from: start + from * HOUR, to: start + to * HOUR });

describe('a line of time', () => {
  it('is even where nothing is folded', () => {
    const line = timelineOf([span(0, 4)], start + 4 * HOUR, false);
    expect(line.folds).toEqual([]);
    expect([0, 1, 2, 4].map((hour) => line.place(start + hour * HOUR))).toEqual([0, 0.25, 0.5, 1]);
  });

  it('folds a gap longer than a tenth of the whole', () => {
    const line = timelineOf([span(0, 1), span(9, 10)], start + 10 * HOUR, false);
    expect(line.folds).toEqual([span(1, 9)]);
    expect(line.place(start + HOUR)).toBeCloseTo(0.48);
    expect(line.place(start + 9 * HOUR)).toBeCloseTo(0.52);
    expect(line.place(start + 5 * HOUR)).toBeCloseTo(0.5);
  });

  it('leaves a short gap as long as it is', () => {
    const line = timelineOf([span(0, 5), span(5.5, 10)], start + 10 * HOUR, false);
    expect(line.folds).toEqual([]);
    expect(line.place(start + 5.5 * HOUR)).toBeCloseTo(0.55);
  });

  it('folds what passed since the last attempt', () => {
    const line = timelineOf([span(0, 1)], start + 300 * HOUR, false);
    expect(line.folds).toEqual([span(1, 300)]);
    expect(line.place(start + 300 * HOUR)).toBeCloseTo(1);
  });

  it('says how long a fold is only where its label has room', () => {
    const line = timelineOf([span(0, 1), span(9, 10)], start + 300 * HOUR, false);
    expect(line.folds).toEqual([span(10, 300)]);
    expect(line.labelled).toEqual([]);
    expect(timelineOf([span(0, 1), span(9, 10)], start + 10 * HOUR, false).labelled).toEqual([span(1, 9)]);
  });

  it('keeps room for what comes next', () => {
    const line = timelineOf([span(0, 1)], start + HOUR, true);
    expect(line.place(start + HOUR)).toBeLessThan(0.95);
  });

  it('sees attempts that overlap as one stretch', () => {
    expect(timelineOf([span(0, 6), span(1, 2), span(5, 10)], start + 10 * HOUR, false).folds).toEqual([]);
  });

  it('labels round moments where people are', () => {
    const ahead = 5.5 * HOUR;
    const line = timelineOf([span(0, 4)], start + 4 * HOUR, false, ahead);
    expect(line.ticks.length).toBeGreaterThan(3);
    expect(line.ticks.every((tick) => (tick + ahead) % (HOUR / 2) === 0)).toBe(true);
  });

  it('labels nothing twice in one place, after a year of nothing too', () => {
    const line = timelineOf([span(0, 1), span(9_000, 9_001)], start + 9_001 * HOUR, false);
    const places = line.ticks.map((tick) => line.place(tick));
    expect(places.length).toBeGreaterThan(2);
    expect(places.length).toBeLessThan(12);
    expect(places.every((place, index) => index === 0 || place - (places[index - 1] ?? 0) >= 0.05)).toBe(true);
  });

  it('stands when it began this moment', () => {
    const line = timelineOf([span(0, 0)], start, false);
    expect(line.place(start)).toBeGreaterThanOrEqual(0);
    expect(line.ticks).toEqual([]);
  });
});

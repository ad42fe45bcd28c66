import { describe, expect, it } from 'vitest';
import { linePath, nearest, placeOf, rangeOf, shortNumber, ticksOf } from './chart';

describe('a range', () => {
  it('holds all values', () => {
    expect(rangeOf([3, -1, 2])).toEqual({ from: -1, to: 3 });
    expect(rangeOf([])).toBeNull();
  });

  it('is never of no width, so that a flat line can be drawn', () => {
    expect(rangeOf([5])).toEqual({ from: 4.5, to: 5.5 });
    expect(rangeOf([0, 0])).toEqual({ from: -1, to: 1 });
  });
});

describe('ticks', () => {
  it('are round and within the range', () => {
    expect(ticksOf({ from: 0, to: 1 }, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticksOf({ from: 310, to: 1204 }, 4)).toEqual([400, 600, 800, 1000, 1200]);
    expect(ticksOf({ from: -0.00012, to: 0.0003 }, 4)).toEqual([-0.0001, 0, 0.0001, 0.0002, 0.0003]);
  });

  it('are whole where only whole numbers mean something, however few there are', () => {
    expect(ticksOf({ from: 1, to: 3 }, 8, true)).toEqual([1, 2, 3]);
    expect(ticksOf({ from: 1, to: 3 }, 8)).toContain(1.2);
    expect(ticksOf({ from: 310, to: 1204 }, 4, true)).toEqual([400, 600, 800, 1000, 1200]);
  });

  it('of one whole number are that number', () => {
    expect(ticksOf({ from: 4.5, to: 5.5 }, 8, true)).toEqual([5]);
    expect(ticksOf({ from: 6.3, to: 7.7 }, 8, true)).toEqual([7]);
  });
});

it('places values', () => {
  expect(placeOf(15, { from: 10, to: 20 }, 200)).toBe(100);
  expect(
    linePath(
      [
        { x: 0, y: 1 },
        { x: 10, y: 2 },
      ],
      { from: 0, to: 10 },
      { from: 1, to: 2 },
      100,
      50,
    ),
  ).toBe('M0.0 50.0L100.0 0.0');
});

it('finds the nearest point', () => {
  const points = [0, 10, 40].map((x) => ({ x, y: 0 }));
  expect([nearest(points, -5), nearest(points, 24), nearest(points, 26), nearest([], 1)]).toEqual([0, 1, 2, null]);
});

it.each([
  [0, '0'],
  [0.41234567, '0.41235'],
  [0.0000003, '3e-7'],
  [1204, '1,204'],
  [12_300_000, '12.3M'],
  [-41_210, '-41.21K'],
])('writes %d as %s', (value, text) => {
  expect(shortNumber(value)).toBe(text);
});

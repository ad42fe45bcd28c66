import { expect, it } from 'vitest';
import { shiftOf } from './scroll-anchor';

const before = [
  { key: 'a', top: 100 },
  { key: 'b', top: 128 },
  { key: 'c', top: 156 },
];
const now = (tops: Readonly<Record<string, number>>) => (key: string) => tops[key] ?? null;

it('follows what all of the view did when something came or went above it', () => {
  expect(shiftOf(before, now({ a: 128, b: 156, c: 184 }))).toBe(28);
  expect(shiftOf(before, now({ a: 72, b: 100, c: 128 }))).toBe(-28);
});

it('stays when a row in view opens or comes', () => {
  expect(shiftOf(before, now({ a: 100, b: 392, c: 420 }))).toBe(0);
});

it('does not go with a row that was taken away, nor to nowhere when all are gone', () => {
  expect(shiftOf(before, now({ a: 9_000, b: 100, c: 128 }))).toBe(-28);
  expect(shiftOf(before, now({ c: 170 }))).toBe(14);
  expect(shiftOf(before, now({}))).toBe(0);
});

import { expect, it } from 'vitest';
import { lineLink, linkedLines } from './log-link';

it('names a line or a range of them, whichever way it is written', () => {
  expect(['12', '12-40', '40-12'].map(linkedLines)).toEqual([
    { from: 12, to: 12 },
    { from: 12, to: 40 },
    { from: 12, to: 40 },
  ]);
  expect([null, '', 'x', '1-', '-3'].map(linkedLines)).toEqual([null, null, null, null, null]);
});

it('reaches from what is linked to a line before it, behind it or within', () => {
  const linked = { from: 10, to: 20 };
  expect([5, 30, 15].map((number) => lineLink(linked, number, true))).toEqual(['5-20', '10-30', '10-15']);
});

it('is one line without a range', () => {
  expect([lineLink({ from: 1, to: 9 }, 4, false), lineLink(null, 4, true)]).toEqual(['4', '4']);
});

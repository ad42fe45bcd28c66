import { expect, it } from 'vitest';
import { inOrder, nextSorting, rankOf, sortingOf, sortingText, wouldMove } from './sorting';

it('comes back the same from the address', () => {
  expect(['name', '-epoch'].map((text) => sortingText(sortingOf(text)))).toEqual(['name', '-epoch']);
  expect(sortingOf(null)).toBeNull();
});

it('goes up, down and back by clicks', () => {
  const up = nextSorting(null, 'epoch');
  const down = nextSorting(up, 'epoch');
  expect([up, down, nextSorting(down, 'epoch')].map(sortingText)).toEqual(['epoch', '-epoch', null]);
  expect(sortingText(nextSorting(down, 'name'))).toBe('name');
});

it('puts what the order does not know last, as it stood', () => {
  const rows = [4, 9, 1, 2, 8].map((id) => ({ id }));
  expect(inOrder(rows, rankOf([1, 2, 4])).map(({ id }) => id)).toEqual([1, 2, 4, 9, 8]);
});

it('counts rows that stand elsewhere, not those that came or went', () => {
  expect(wouldMove([1, 2, 3, 4], [1, 3, 2, 4])).toBe(2);
  expect(wouldMove([1, 2, 3], [2, 3, 9])).toBe(0);
});

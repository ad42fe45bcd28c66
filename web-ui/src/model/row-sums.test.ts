import { expect, it } from 'vitest';
import { RowSums } from './row-sums';

function sumsOf(sizes: readonly number[]): RowSums {
  const sums = new RowSums();
  for (const size of sizes) {
    sums.push(size);
  }
  return sums;
}

it('sums what stands before a line, and finds the line of a row', () => {
  const sums = sumsOf([1, 3, 2]);
  expect([0, 1, 2, 3].map((index) => sums.before(index))).toEqual([0, 1, 4, 6]);
  expect([0, 1, 3, 4, 5, 6, 99].map((row) => sums.at(row))).toEqual([0, 1, 1, 2, 2, 2, 2]);
});

it('has nothing without lines', () => {
  const none = new RowSums();
  expect([none.total, none.at(5), none.before(3), none.length]).toEqual([0, 0, 0, 0]);
});

it('stays exact for 200,000 lines whose heights change', () => {
  const sizes = Array.from({ length: 200_000 }, (_, index) => 1 + (index % 7));
  const sums = sumsOf(sizes);
  for (let index = 0; index < sizes.length; index += 997) {
    sizes[index] = 40;
    sums.set(index, 40);
  }
  let before = 0;
  const wrong: number[] = [];
  sizes.forEach((size, index) => {
    if (sums.before(index) !== before || sums.at(before) !== index || sums.at(before + size - 1) !== index) {
      wrong.push(index);
    }
    before += size;
  });
  expect(wrong).toEqual([]);
  expect(sums.total).toBe(before);
});

it('says whether a height is another, and takes none of a line that is not there', () => {
  const sums = sumsOf([1, 1]);
  expect([sums.set(0, 1), sums.set(0, 2), sums.set(2, 5)]).toEqual([false, true, false]);
  expect(sums.total).toBe(3);
});

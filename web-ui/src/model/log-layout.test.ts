import { describe, expect, it, vi } from 'vitest';
import { firstFrom, LogLayout, markedPieces } from './log-layout';

const all = (first: number, last: number) => ({ first, last, only: null });

describe('the layout of a log', () => {
  it('gives a row to each line that is not wrapped', () => {
    const layout = new LogLayout();
    layout.fit(all(11, 20), null, 'a', () => 500);
    expect([layout.count, layout.rows, layout.top(4), layout.number(4), layout.index(15)]).toEqual([10, 10, 4, 15, 4]);
  });

  it('gives as many rows to a wrapped line as its characters fill', () => {
    const layout = new LogLayout();
    const widths = [0, 0, 10, 11, 30];
    layout.fit(all(1, 4), 10, 'a', (number) => widths[number] ?? 0);
    expect([0, 1, 2, 3].map((index) => layout.size(index))).toEqual([1, 1, 2, 3]);
    expect([layout.at(3), layout.at(4)]).toEqual([2, 3]);
  });

  it('keeps what was measured while lines come, and guesses again for another width', () => {
    const layout = new LogLayout();
    const width = vi.fn(() => 5);
    layout.fit(all(1, 2), 10, 'a', width);
    layout.measured(0, 4);
    layout.fit(all(1, 3), 10, 'a', width);
    expect([layout.rows, width.mock.calls.length]).toEqual([6, 3]);
    layout.fit(all(1, 3), 4, 'a', width);
    expect(layout.rows).toBe(6);
    expect(layout.size(0)).toBe(2);
  });

  it('of some lines keeps their numbers and finds the next of those that are left out', () => {
    const layout = new LogLayout();
    layout.fit({ first: 1, last: 100, only: [5, 50, 60] }, null, 'a', () => 1);
    expect([layout.count, layout.number(1), layout.index(50), layout.index(6), layout.index(99)]).toEqual([
      3, 50, 1, 1, 3,
    ]);
  });
});

it('finds the first that is not below', () => {
  expect([0, 2, 3, 9].map((from) => firstFrom([2, 4, 8], from))).toEqual([0, 0, 1, 3]);
});

describe('the strip', () => {
  it('marks where lines stand in the whole log', () => {
    const layout = new LogLayout();
    layout.fit(all(1, 100), null, 'a', () => 1);
    expect(markedPieces(layout, [1, 55, 100], 10)).toEqual([0, 5, 9]);
  });

  it('goes by rows where lines are wrapped', () => {
    const layout = new LogLayout();
    layout.fit(all(1, 2), 10, 'a', (number) => (number === 1 ? 90 : 10));
    expect(markedPieces(layout, [2], 10)).toEqual([9]);
  });

  it('marks all that a short log has', () => {
    const layout = new LogLayout();
    layout.fit(all(1, 2), null, 'a', () => 1);
    expect(markedPieces(layout, [2], 6)).toEqual([3, 4, 5]);
    expect(markedPieces(new LogLayout(), [2], 6)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { drawnRows, type Drawn } from './row-window';

const ten = Array<number>(10).fill(28);

function text(drawn: readonly Drawn[]): string {
  return drawn.map((entry) => (entry.kind === 'row' ? String(entry.index) : `[${entry.height}]`)).join(' ');
}

describe('the rows that are drawn', () => {
  it('are those in view, with gaps for the rest', () => {
    expect(text(drawnRows(ten, 56, 112, null))).toBe('[56] 2 3 [168]');
  });

  it('count a row that is cut by an edge', () => {
    expect(text(drawnRows(ten, 57, 85, null))).toBe('[56] 2 3 [168]');
  });

  it('keep the row with the focus where it is', () => {
    expect(text(drawnRows(ten, 56, 112, 7))).toBe('[56] 2 3 [84] 7 [56]');
    expect(text(drawnRows(ten, 56, 112, 0))).toBe('0 [28] 2 3 [168]');
    expect(text(drawnRows(ten, 56, 112, 4))).toBe('[56] 2 3 4 [140]');
  });

  it('are one gap when the list is out of view', () => {
    expect(text(drawnRows(ten, 1000, 2000, null))).toBe('[280]');
    expect(drawnRows([], 0, 100, null)).toEqual([]);
  });

  it('keep the height of the whole, open rows among them', () => {
    const heights = ten.map((height, index) => (index === 3 ? height + 264 : height));
    const drawn = drawnRows(heights, 100, 300, 9);
    const sum = drawn.reduce(
      (total, entry) => total + (entry.kind === 'gap' ? entry.height : (heights[entry.index] ?? 0)),
      0,
    );
    expect(sum).toBe(10 * 28 + 264);
  });
});

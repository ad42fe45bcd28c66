import { describe, expect, it } from 'vitest';
import { automaticColumns, columnsOf, gridOf, groupHead, knownColumns, moved, withShown } from './board-columns';

describe('the tracks of the board', () => {
  it('have the widths of the design, and the state takes what is left', () => {
    const grid = gridOf(automaticColumns(false), 5, false, {});
    expect([...grid.widths]).toEqual([
      ['name', 224],
      ['state', null],
      ['epoch', 60],
      ['progress', 112],
      ['gpu_hours', 64],
      ['age', 60],
    ]);
    expect([grid.flag, grid.least]).toEqual([68, 1_320]);
  });

  it('have room for more on a wide screen', () => {
    const grid = gridOf(automaticColumns(true), 5, true, {});
    expect(grid.columns.map(({ key }) => key).slice(-2)).toEqual(['where', 'owner']);
    expect([grid.widths.get('name'), grid.flag]).toEqual([272, 80]);
  });

  it('make the board wider than the screen rather than the state too narrow', () => {
    expect(gridOf(automaticColumns(false), 12, false, {}).least).toBe(
      40 + 24 + 224 + 280 + 60 + 112 + 64 + 60 + 12 * 68 + 12,
    );
  });

  it('are as wide as somebody made them; without a state the name takes what is left', () => {
    const grid = gridOf(['epoch', 'age'], 5, false, { epoch: 90, name: 300 });
    expect([...grid.widths]).toEqual([
      ['name', null],
      ['epoch', 90],
      ['age', 60],
    ]);
  });
});

describe("a group's header", () => {
  const head = (...keys: Parameters<typeof columnsOf>[0]) => groupHead(columnsOf(keys));

  it('has its sums under their columns and its actions behind them', () => {
    expect(head('state', 'epoch', 'gpu_hours', 'age')).toEqual({ lead: 2, cells: ['gpu_hours'], actions: 1 });
    expect(head('gpu_hours', 'epoch', 'progress', 'cost')).toEqual({
      lead: 0,
      cells: ['gpu_hours', 2, 'cost'],
      actions: 0,
    });
  });

  it('has its actions in the last column where nothing is summed up', () => {
    expect(head('state', 'age')).toEqual({ lead: 1, cells: [], actions: 1 });
    expect(head()).toEqual({ lead: 0, cells: [], actions: 0 });
  });
});

it('passes over names that are no columns, and those that are there already', () => {
  expect(knownColumns(['cost', 'size', 'state', 'cost'])).toEqual(['cost', 'state']);
});

it('shows, hides and moves columns', () => {
  expect(withShown(['state', 'age'], 'state', false)).toEqual(['age']);
  expect(withShown(['state', 'age'], 'cost', true)).toEqual(['state', 'age', 'cost']);
  expect(moved(['state', 'age', 'cost'], 'cost', -1)).toEqual(['state', 'cost', 'age']);
  expect(moved(['state', 'age'], 'age', 1)).toEqual(['state', 'age']);
});

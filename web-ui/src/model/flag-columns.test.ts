import { describe, expect, it } from 'vitest';
import { flagLayout, pathCells, trackCount } from './flag-columns';
import { ExactNumber } from './flag-value';

describe('lifting common values', () => {
  it('lifts what all members share and keeps columns for the rest', () => {
    const layout = flagLayout([
      { lr: 1, seed: 1, opt: 'ppo' },
      { lr: 1, seed: 2, opt: 'ppo' },
    ]);
    expect(layout.common.map((flag) => flag.name)).toEqual(['lr', 'opt']);
    expect(layout.columns.map((column) => column.name)).toEqual(['seed']);
  });

  it('keeps a column for a flag that one member lacks', () => {
    expect(flagLayout([{ lr: 1 }, {}]).columns.map((column) => column.name)).toEqual(['lr']);
  });

  it('tells 1.0 and 1 apart', () => {
    expect(flagLayout([{ lr: new ExactNumber('1.0') }, { lr: 1 }]).common).toEqual([]);
  });

  it('lifts everything of a single member', () => {
    expect(flagLayout([{ a: 1, b: true }]).columns).toEqual([]);
  });

  it('has nothing to say about no members', () => {
    expect(flagLayout([])).toEqual({ common: [], columns: [], hidden: [] });
  });

  it('shows the chosen columns when someone chose', () => {
    const layout = flagLayout(
      [
        { a: 1, b: 1 },
        { a: 2, b: 2 },
      ],
      ['b'],
    );
    expect(layout.columns.map((column) => column.name)).toEqual(['b']);
  });
});

describe('columns', () => {
  const columns = flagLayout([
    { compile: true, 'trainer.lr': 1e-4, 'trainer.clip': 0.2, 'policy.core.layers': 4, env: 'procgen-hard' },
    {},
  ]).columns;

  it('stand by path, then name, plain names last', () => {
    expect(columns.map((column) => column.name)).toEqual([
      'policy.core.layers',
      'trainer.clip',
      'trainer.lr',
      'compile',
      'env',
    ]);
  });

  it('share one cell over a path and collapse deeper paths', () => {
    expect(pathCells(columns).map((cell) => [cell.path, cell.span])).toEqual([
      ['policy.core', 1],
      ['trainer', 2],
      ['', 1],
      ['', 2],
    ]);
  });

  it('take more tracks for longer values', () => {
    expect(trackCount(columns)).toBe(6);
  });

  it('put numbers right, text left, switches in the middle', () => {
    expect(columns.map((column) => column.align)).toEqual(['right', 'right', 'right', 'centre', 'left']);
  });
});

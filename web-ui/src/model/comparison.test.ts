import { expect, it } from 'vitest';
import { asTable, comparedRows, type Comparison } from './comparison';

const comparison: Comparison = {
  experiments: [
    { id: 7, name: 'a', current_state: 'RUNNING' },
    { id: 8, name: 'b', current_state: 'INIT' },
  ],
  differences: [
    { field: 'flags.trainer.lr', values: [0.0001, 0.0003] },
    { field: 'tags', values: [['x', 'y'], null] },
    { field: 'flags.device', values: ['cuda', 'cpu'] },
  ],
};

it('has a row for each difference, flags last', () => {
  expect(comparedRows(comparison, 7).map(({ field }) => field)).toEqual(['tags', 'device', 'trainer.lr']);
});

it('says how many times the base a number is', () => {
  expect(comparedRows(comparison, 7).at(-1)).toMatchObject({ texts: ['0.0001', '0.0003'], ratios: [null, '×3'] });
  expect(comparedRows(comparison, 8).at(-1)?.ratios).toEqual(['×0.333', null]);
  expect(comparedRows(comparison, 7)[1]?.ratios).toEqual([null, null]);
});

it('is copied as a table', () => {
  expect(asTable(comparison, comparedRows(comparison, 7))).toBe(
    '\ta\tb\ntags\tx, y\t\ndevice\tcuda\tcpu\ntrainer.lr\t0.0001\t0.0003',
  );
});

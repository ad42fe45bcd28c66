import { describe, expect, it } from 'vitest';
import { axesOf, chartPoints, fileProblems, progressSentence, progressWords, type Progress } from './metrics';

const point = (step: number | null, epoch: number | null, at: string | null, value: number) => ({
  step,
  epoch,
  at,
  value,
});
const none: Progress = { step: null, epoch: null, at: null, total: null, unit: 'epoch', fraction: null };

describe('a metric', () => {
  const metric = { points: [point(20, 2, null, 0.5), point(10, null, null, 0.9)] };

  it('has the axes that some point is on', () => {
    expect(axesOf(metric)).toEqual(['step', 'epoch']);
    expect(axesOf({ points: [point(null, null, '2026-11-22T02:10:00Z', 1)] })).toEqual(['at']);
  });

  it('goes from left to right, without points that have no place', () => {
    expect(chartPoints(metric, 'step')).toEqual([
      { x: 10, y: 0.9 },
      { x: 20, y: 0.5 },
    ]);
    expect(chartPoints(metric, 'epoch')).toEqual([{ x: 2, y: 0.5 }]);
  });
});

describe('progress', () => {
  it.each([
    [null, null],
    [none, null],
    [{ ...none, fraction: 0.617 }, '61%'],
    [{ ...none, fraction: 0.9999 }, '99%'],
    [{ ...none, fraction: 1 }, '100%'],
    [{ ...none, fraction: 1.2 }, '100%'],
    [{ ...none, step: 12_345_678 }, 'step 12.3M'],
    [{ ...none, epoch: 1204 }, 'epoch 1,204'],
  ])('%j is shown as %s', (progress, words) => {
    expect(progressWords(progress)).toBe(words);
  });

  it('is told in full', () => {
    const progress: Progress = { ...none, step: 7_840_000, epoch: 1204, total: 12_000_000, unit: 'step' };
    expect(progressSentence(progress)).toBe('step 7,840,000 of 12,000,000, epoch 1,204');
  });
});

it('tells what is left out of files', () => {
  const file = { uri: 's3://b/x/metrics.jsonl', size: 9, read: 9, read_at: '2026-11-22T02:10:31Z', problem: null };
  expect(fileProblems([{ ...file, unreadable_lines: 0 }])).toEqual([]);
  expect(fileProblems([{ ...file, unreadable_lines: 2, problem: 'It is too long.' }])).toEqual([
    'metrics.jsonl: It is too long.',
    'metrics.jsonl: 2 lines are no JSON object and left out.',
  ]);
});

import { describe, expect, it } from 'vitest';
import { cadenceWords, gapCount, withGaps } from './cadence';
import type { Checkpoint } from './experiment';

const cadence = { epochs: 10, seconds: 545, gaps: [{ after: 20, before: 50 }] };
const checkpoint = (epoch: number) => ({ epoch }) as Checkpoint;

describe('how regularly checkpoints come', () => {
  it('is told in epochs and time', () => {
    expect(cadenceWords(cadence)).toBe('every 10 epochs, about every 9 min');
    expect(cadenceWords({ ...cadence, epochs: 1, seconds: null })).toBe('every epoch');
    expect(cadenceWords({ epochs: null, seconds: null, gaps: [] })).toBeNull();
  });

  it('counts what is missing', () => {
    expect(gapCount(cadence)).toBe('1 gap');
    expect(gapCount({ ...cadence, gaps: [] })).toBeNull();
    expect(gapCount({ ...cadence, gaps: Array.from({ length: 100 }, () => ({ after: 1, before: 3 })) })).toBe(
      '100 gaps or more',
    );
  });
});

it('puts a line where some are missing', () => {
  const lines = withGaps([checkpoint(50), checkpoint(20), checkpoint(10)], cadence);
  expect(lines.map((line) => line.key)).toEqual(['c50', 'g20', 'c20', 'c10']);
});

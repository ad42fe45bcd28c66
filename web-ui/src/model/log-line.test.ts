import { describe, expect, it } from 'vitest';
import { clockOf, isError, markedSegments, partsOf } from './log-line';

describe('a line', () => {
  it.each([
    ['\x1b[36m(head, rank=0, pid=7)\x1b[0m loss 1', { rank: 0, time: null, text: 'loss 1' }],
    ['(setup rank=3) done', { rank: 3, time: null, text: 'done' }],
    ['(worker1, rank=1, pid=9) 09:57:32 on', { rank: 1, time: '09:57:32', text: 'on' }],
    ['[2026-11-27 09:57:32,118] INFO on', { rank: null, time: '2026-11-27 09:57:32,118', text: 'INFO on' }],
    ['2026-11-27T09:57:32.5Z on', { rank: null, time: '2026-11-27T09:57:32.5Z', text: 'on' }],
    ['(train, pid=7) 09:57:32 on', { rank: null, time: '09:57:32', text: '(train, pid=7) on' }],
    ['\x1b[36m(train)\x1b[0m 09:57:32 on', { rank: null, time: '09:57:32', text: '\x1b[36m(train)\x1b[0m on' }],
    ['(train) 09:57:32 on', { rank: null, time: null, text: '(train) 09:57:32 on' }],
    ['took 09:57:32', { rank: null, time: null, text: 'took 09:57:32' }],
    ['09:57:32:10 is no time', { rank: null, time: null, text: '09:57:32:10 is no time' }],
    ['', { rank: null, time: null, text: '' }],
  ])('%j has a node, a time and a text', (line, parts) => {
    expect(partsOf(line, true, true)).toEqual(parts);
  });

  it('keeps in its text what has no column', () => {
    const line = '(head, rank=0, pid=7) 09:57:32 on';
    expect([
      partsOf(line, false, false).text,
      partsOf(line, false, true).text,
      partsOf(line, true, false).text,
    ]).toEqual([line, '09:57:32 on', '(head, rank=0, pid=7) on']);
  });

  it('shows the clock of its time', () => {
    expect([clockOf('2026-11-27T09:57:32.5Z'), clockOf('09:57:32')]).toEqual(['09:57:32', '09:57:32']);
  });

  it.each([
    ['ERROR s3 put', true],
    ['ConnectionResetError: reset', true],
    ['Traceback (most recent call last):', true],
    ['error: no such file', true],
    ['errors=0 loss=1', false],
    ['mean_error 0.4', false],
  ])('%j tells of an error: %s', (line, error) => {
    expect(isError(line)).toBe(error);
  });
});

describe('what is searched for', () => {
  it('is marked wherever it stands, whatever the case', () => {
    expect(markedSegments('nan, NaN.', 'nan')).toEqual([
      { text: 'nan', look: '', found: true },
      { text: ', ', look: '', found: false },
      { text: 'NaN', look: '', found: true },
      { text: '.', look: '', found: false },
    ]);
  });

  it('is marked over a change of colour', () => {
    expect(markedSegments('loss \x1b[31mNa\x1b[0mN!', 'nan')).toEqual([
      { text: 'loss ', look: '', found: false },
      { text: 'Na', look: 'a-red', found: true },
      { text: 'N', look: '', found: true },
      { text: '!', look: '', found: false },
    ]);
  });

  it('is nothing when nothing is searched for', () => {
    expect(markedSegments('a', '')).toEqual([{ text: 'a', look: '', found: false }]);
  });
});

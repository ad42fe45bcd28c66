import { expect, it } from 'vitest';
import { plainText, segmentsOf } from './ansi';

it('leaves plain lines alone', () => {
  expect(segmentsOf('loss <b>0.4</b>')).toEqual([{ text: 'loss <b>0.4</b>', look: '' }]);
});

it('colours what is between sequences', () => {
  expect(segmentsOf('\x1b[31mERROR\x1b[0m no \x1b[1;33mspace\x1b[22m left')).toEqual([
    { text: 'ERROR', look: 'a-red' },
    { text: ' no ', look: '' },
    { text: 'space', look: 'a-yellow a-b' },
    { text: ' left', look: 'a-yellow' },
  ]);
});

it('does not take the numbers of a wide colour for codes', () => {
  expect(segmentsOf('\x1b[38;5;31mx\x1b[38;2;1;31;32my')).toEqual([
    { text: 'x', look: '' },
    { text: 'y', look: '' },
  ]);
});

it('drops what moves cursors and names windows', () => {
  expect(plainText('\x1b[2K\x1b]0;title\x07a\x1b[1Gb')).toBe('ab');
});

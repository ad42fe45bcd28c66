import { expect, it } from 'vitest';
import { readTags, tagsText } from './tags';

it.each([
  ['', []],
  [' lr,, sweep ', ['lr', 'sweep']],
  ['second try', ['second try']],
  ['"a, b", c', ['a, b', 'c']],
  ['"open, c', ['"open', 'c']],
  ['"\\x", c', ['"\\x"', 'c']],
])('reads %j', (typed, tags) => {
  expect(readTags(typed)).toEqual(tags);
});

it.each([[['lr', 'second try']], [['a, b', 'c']], [['say "hi"']], [[' edge ']], [['🎉', '<script>', 'שלום']]])(
  'sends %j back as they were',
  (tags) => {
    expect(readTags(tagsText(tags))).toEqual(tags);
  },
);

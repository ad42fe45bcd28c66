import { expect, it } from 'vitest';
import { member, numberOrText } from './json-member';

it('escapes the name of a member', () => {
  expect(member('say "hi"', '1')).toBe('"say \\"hi\\"":1');
});

it.each([
  ['1.50', '1.50'],
  [' 2 ', '2'],
  ['1_000', '1000'],
  ['four', '"four"'],
  ['', '""'],
])('writes %j as %s', (typed, json) => {
  expect(numberOrText(typed)).toBe(json);
});

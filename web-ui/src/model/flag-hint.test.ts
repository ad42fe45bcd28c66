import { describe, expect, it } from 'vitest';
import { defaultText, hintSentences, nameParts, typeAndDefault, type FlagHint } from './flag-hint';

const lr: FlagHint = {
  flag: 'trainer.lr',
  type: 'float',
  default: 0.0003,
  required: false,
  nullable: false,
  deprecated: false,
  description: null,
  rule: 'trainer.lr takes a number above 0.',
  choices: [],
  bounds: null,
};

describe('a suggestion', () => {
  it('says its type and default', () => {
    expect(typeAndDefault(lr)).toBe('float, 0.0003');
    expect(typeAndDefault({ type: 'list', default: [1, 2] })).toBe('list');
  });

  it('has a default that can be typed only where it is one value', () => {
    expect([false, 'ppo', null, { a: 1 }].map((value) => defaultText({ default: value }))).toEqual([
      'false',
      'ppo',
      null,
      null,
    ]);
  });

  it('shows which part was typed', () => {
    expect(nameParts('trainer.ent_coef', 'Ent')).toEqual([
      { text: 'trainer.', typed: false },
      { text: 'ent', typed: true },
      { text: '_coef', typed: false },
    ]);
    expect(nameParts('trainer.lr', 'xyz')).toEqual([{ text: 'trainer.lr', typed: false }]);
  });
});

describe('what is said under a flag', () => {
  it('is what it takes and what it is without a value', () => {
    expect(hintSentences(lr)).toEqual(['trainer.lr takes a number above 0.', 'Without it: 0.0003.']);
  });

  it('warns of what the tool is about to lose, and of what has no default', () => {
    const old = { ...lr, default: null, required: true, deprecated: true, description: 'Step size.' };
    expect(hintSentences(old)).toEqual([
      lr.rule,
      'It has no default.',
      'It is deprecated: the tool is about to lose it.',
      'Step size.',
    ]);
  });
});

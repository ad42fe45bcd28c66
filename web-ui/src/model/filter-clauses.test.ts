import { describe, expect, it } from 'vitest';
import { clauseHints, clausesOf, filterOf, without } from './filter-clauses';

describe('a filter', () => {
  it.each([
    ['', []],
    ['state:running trainer.lr>1e-4', ['state:running', 'trainer.lr>1e-4']],
    ['group:"lr sweep",arena -tag:old', ['group:"lr sweep",arena', '-tag:old']],
    ['"two words" name:"a \\" b"', ['"two words"', 'name:"a \\" b"']],
    ['group:"not closed yet', ['group:"not closed yet']],
  ])('%s has its clauses', (filter, clauses) => {
    expect(clausesOf(filter)).toEqual(clauses);
  });

  it('comes back the same from its clauses', () => {
    const filter = 'group:"lr sweep" -tag:old lr';
    expect(filterOf(clausesOf(filter))).toBe(filter);
  });

  it('loses one clause at a time', () => {
    expect(without('a b a', 'a')).toBe('b a');
  });
});

it('hints at fields and at flags of the board', () => {
  expect(clauseHints('ru', [], 3).map(({ text }) => text)).toEqual(['state:running', 'desired:running']);
  expect(clauseHints('-tag', [], 3).map(({ text }) => text)).toEqual(['-tag:']);
  expect(clauseHints('seed', ['trainer.seed', 'seed'], 5).map(({ text }) => text)).toEqual([
    'trainer.seed=',
    'flags.seed=',
  ]);
});

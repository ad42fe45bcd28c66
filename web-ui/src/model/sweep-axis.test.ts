import { describe, expect, it } from 'vitest';
import type { FieldProblem } from './field-problem';
import { axisCount, axisJson, axisWord, isBlank, type Combine } from './sweep-axis';

const row = (values: string, flag = 'lr') => ({ key: 4, flag, values });

function read(values: string, combine: Combine = 'grid', flag = 'lr'): unknown {
  const problems: FieldProblem[] = [];
  const json = axisJson(row(values, flag), combine, { draws: '8', seed: '42' }, problems);
  return json === null ? problems : json;
}

describe('an axis', () => {
  it.each([
    ['1e-4, 1.0', '{"kind":"list","flag":"lr","values":[1e-4,1.0]}', 'list', 2],
    ['adam, sgd', '{"kind":"list","flag":"lr","values":["adam","sgd"]}', 'list', 2],
    ['1..3', '{"kind":"range","flag":"lr","from":1,"to":3,"step":1}', 'range', 3],
    ['3..1', '{"kind":"range","flag":"lr","from":3,"to":1,"step":-1}', 'range', 3],
    ['0.1 .. 0.8 by 0.1', '{"kind":"range","flag":"lr","from":0.1,"to":0.8,"step":0.1}', 'range', 8],
    ['1K..4K by 1k', '{"kind":"range","flag":"lr","from":1000,"to":4000,"step":1000}', 'range', 4],
    ['0..1 × 5', '{"kind":"list","flag":"lr","values":[0,0.25,0.5,0.75,1]}', 'range', 5],
    ['log 1e-4..1e-3 × 3', '{"kind":"log_range","flag":"lr","from":1e-4,"to":1e-3,"count":3}', 'log range', 3],
    ['log 1..8 x 4', '{"kind":"log_range","flag":"lr","from":1,"to":8,"count":4}', 'log range', 4],
  ])('typed as %s is %s', (values, json, word, count) => {
    expect([read(values), axisWord(row(values), 'grid'), axisCount(row(values))]).toEqual([json, word, count]);
  });

  it.each([
    ['1e-4, 3e-4', '"distribution":"choice","values":[1e-4,3e-4]', 'choice'],
    ['0..1', '"distribution":"uniform","from":0,"to":1', 'uniform'],
    ['log 1e-4..1e-3', '"distribution":"log_uniform","from":1e-4,"to":1e-3', 'log uniform'],
  ])('of %s is drawn at random with the seed', (values, json, word) => {
    expect(read(values, 'random')).toBe(`{"kind":"random","flag":"lr",${json},"count":8,"seed":42}`);
    expect(axisWord(row(values), 'random')).toBe(word);
  });

  it.each([
    ['', 'grid', /between commas/],
    ['1,,2', 'grid', /between commas/],
    ['log 1e-4', 'grid', /log range/],
    ['007..9 × 5', 'grid', /^007 is no number/],
    ['1..1e400 × 3', 'grid', /^1e400 is no number/],
    ['log 1.2345k..2 × 3', 'grid', /^1.2345k is no number/],
    ['log 1e-4..1e-3', 'grid', /how many/],
    ['0..1 by 0.5 × 3', 'grid', /not both/],
    ['0..1 × 1', 'zip', /Between 2 and/],
    ['0..1 by 0.5', 'random', /only the two ends/],
  ] as const)('typed as "%s" is a problem of a %s', (values, combine, message) => {
    expect(read(values, combine)).toEqual([{ field: 'axis 4', message: expect.stringMatching(message) as string }]);
  });

  it('needs a flag', () => {
    expect(read('1', 'grid', ' ')).toEqual([{ field: 'axis 4', message: 'Name the flag of this axis.' }]);
    expect([isBlank(row(' ', ' ')), isBlank(row('1', ''))]).toEqual([true, false]);
  });

  it('says no count that it does not know', () => {
    expect(['log 1..2', '1,,2', '1..3 by -1', '1..3 by 0'].map((values) => axisCount(row(values)))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

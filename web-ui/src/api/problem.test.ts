import { expect, it } from 'vitest';
import { problemOf } from './problem';

it('takes the sentence of a refusal', () => {
  expect(problemOf(404, { detail: 'Experiment not found' }).message).toBe('Experiment not found');
});

it('lists every wrong field', () => {
  const problem = problemOf(422, {
    detail: [
      { type: 'missing', loc: ['body', 'name'], msg: 'Field required' },
      { type: 'int_parsing', loc: ['body', 'nodes'], msg: 'Input should be a valid integer' },
    ],
  });
  expect(problem.fields).toEqual([
    { field: 'name', message: 'Field required' },
    { field: 'nodes', message: 'Input should be a valid integer' },
  ]);
  expect(problem.message).toBe('name: Field required (and 1 more)');
});

it.each([null, 'text', {}, { detail: 7 }, { detail: [] }])('has a sentence for %j too', (body) => {
  expect(problemOf(500, body).message).toMatch(/500/);
});

it('finds the fields of problem details', () => {
  const problem = problemOf(422, {
    title: 'Unprocessable Entity',
    status: 422,
    detail: 'Input should be a valid number',
    errors: [
      { field: 'body.stop_rules.hours', type: 'float_type', message: 'Input should be a valid number' },
      { field: 'body', type: 'dict_type', message: 'Input should be a valid dictionary' },
    ],
  });
  expect(problem.message).toBe('Input should be a valid number');
  expect(problem.fields).toEqual([
    { field: 'stop_rules.hours', message: 'Input should be a valid number' },
    { field: '', message: 'Input should be a valid dictionary' },
  ]);
});

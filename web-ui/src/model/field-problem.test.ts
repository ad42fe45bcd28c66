import { expect, it } from 'vitest';
import { fieldOf, problemAt } from './field-problem';

it('finds the field of a location', () => {
  expect(fieldOf(['body', 'nodes'])).toBe('nodes');
  expect(fieldOf(['body', 'flags', 'a b', 'str'])).toBe('flags.a b');
  expect(fieldOf(['body', 'stop_rules', 'metrics', 0, 'at_least'])).toBe('stop_rules.metrics.0.at_least');
  expect(fieldOf(['body'])).toBe('');
});

it('finds the problem of a field', () => {
  const problems = [{ field: 'nodes', message: 'At least 1' }];
  expect(problemAt(problems, 'nodes')).toBe('At least 1');
  expect(problemAt(problems, 'gpus')).toBeNull();
});

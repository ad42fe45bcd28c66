import { expect, it } from 'vitest';
import { blankForm } from './experiment-form';
import type { SweepForm } from './sweep';
import { elsewhere } from './sweep-fields';

const form: SweepForm = {
  name: '',
  memberName: null,
  axes: [{ key: 3, flag: 'lr', values: '1' }],
  combine: 'grid',
  draws: '',
  seed: '',
  maxParallel: '',
  experiment: blankForm(),
};

it('is what no field on screen shows', () => {
  const problems = ['name', 'axis 3', 'nodes', 'axis 9', 'axes', '', 'spot', 'seed'].map((field) => ({
    field,
    message: `wrong ${field}`,
  }));
  expect(elsewhere(problems, form)).toEqual([
    'axis 9: wrong axis 9',
    'wrong axes',
    'wrong ',
    'spot: wrong spot',
    'seed: wrong seed',
  ]);
  expect(elsewhere(problems, { ...form, combine: 'random' })).not.toContain('seed: wrong seed');
});

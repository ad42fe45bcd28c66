import { expect, it } from 'vitest';
import { anExperiment } from '../testing/an-experiment';
import { editRequest } from './create-request';
import { blankForm, formLike, formOf, nextKey } from './experiment-form';
import { numberFlag } from './flag-value';
import { noRules } from './run-rules';

const experiment = anExperiment({
  base_command: 'demo-train',
  git_branch: 'main',
  nodes: 2,
  accelerator: 'H100',
  cloud: 'aws',
  spot: true,
  flags: { seed: '7', lr: numberFlag('1.0') },
  priority: 5,
  tags: ['lr', 'a, b'],
});

it('shows what there is, flags by name and exactly', () => {
  expect(formOf(experiment)).toEqual({
    name: 'dv.lr',
    command: 'demo-train',
    toolPath: '',
    gitBranch: 'main',
    nodes: '2',
    gpus: '8',
    accelerator: 'H100',
    instanceType: '',
    cloud: 'aws',
    spot: true,
    taskTemplate: '',
    cluster: '',
    stopCluster: false,
    flags: [
      { key: 0, name: 'lr', typed: '1.0' },
      { key: 1, name: 'seed', typed: '"7"' },
    ],
    rules: noRules(),
    priority: '5',
    description: '',
    tags: 'lr, "a, b"',
  });
});

it('sends flags unchanged that nobody changed', () => {
  const request = editRequest(formOf(experiment));
  expect(request.ok && request.body).toContain('"flags":{"lr":1.0,"seed":"7"}');
});

it('gives each added row a key of its own', () => {
  expect(nextKey([])).toBe(0);
  expect(nextKey([{ key: 4 }, { key: 2 }])).toBe(5);
  expect(nextKey(blankForm().flags)).toBe(1);
});

it('begins with what all of a group have in common', () => {
  const other = { ...experiment, nodes: 4, flags: { seed: '7', lr: numberFlag('2.0') } };
  const form = formLike([experiment, other]);
  expect(form).toMatchObject({
    name: '',
    command: 'demo-train',
    gitBranch: 'main',
    nodes: '1',
    gpus: '8',
    cloud: 'aws',
  });
  expect(form.flags.map(({ name, typed }) => [name, typed])).toEqual([['seed', '"7"']]);
  expect(formLike([])).toEqual(blankForm());
});

import { describe, expect, it } from 'vitest';
import { anExperiment } from '../testing/an-experiment';
import { countWords, memberName, placedProblems, sweepForm, sweepRequest, type SweepForm } from './sweep';

const base = anExperiment({
  name: 'dv',
  base_command: 'train',
  tool_path: 't.py',
  accelerator: 'H100',
  cloud: 'aws',
  spot: true,
  task_template: 'big',
  tags: ['lr'],
  nodes: 2,
  flags: { lr: 1, seed: 3 },
  priority: 2,
  description: 'first',
});

const form = (axes: readonly (readonly [string, string])[], more: Partial<SweepForm> = {}): SweepForm => ({
  ...sweepForm(base, 7),
  axes: axes.map(([flag, values], key) => ({ key, flag, values })),
  ...more,
});

function bodyOf(made: SweepForm, desired: 'STOPPED' | 'RUNNING' = 'STOPPED'): Record<string, unknown> {
  const request = sweepRequest(made, desired);
  expect(request?.ok).toBe(true);
  return JSON.parse(request?.ok === true ? request.body : '') as Record<string, unknown>;
}

describe('a sweep', () => {
  it('keeps all of its base but the flags that are swept', () => {
    expect(bodyOf(form([['lr', '1, 2']]), 'RUNNING')).toEqual({
      name: 'dv sweep',
      experiment: {
        name: 'dv.${lr}',
        base_command: 'train',
        tool_path: 't.py',
        nodes: 2,
        gpus: 8,
        flags: { seed: 3 },
        restart_policy: 'never',
        max_retries: 3,
        infra_retries: 3,
        accelerator: 'H100',
        cloud: 'aws',
        spot: true,
        description: 'first',
        task_template: 'big',
        tags: ['lr'],
        desired_state: 'RUNNING',
      },
      axes: [{ kind: 'list', flag: 'lr', values: [1, 2] }],
    });
  });

  it('keeps the digits of its values', () => {
    const request = sweepRequest(form([['lr', '1e-4, 1.0']], { maxParallel: '4' }), 'STOPPED');
    expect(request?.ok === true ? request.body : '').toContain('"values":[1e-4,1.0]}],"max_parallel":4}');
  });

  it('has axes that go together as one, and each with each in a grid', () => {
    const axes = [['a', '1, 2'] as const, ['b', '3, 4'] as const];
    expect(bodyOf(form(axes, { combine: 'zip' }))['axes']).toEqual([
      {
        kind: 'zip',
        axes: [
          { kind: 'list', flag: 'a', values: [1, 2] },
          { kind: 'list', flag: 'b', values: [3, 4] },
        ],
      },
    ]);
    expect(bodyOf(form(axes))['axes']).toHaveLength(2);
    expect(bodyOf(form(axes.slice(0, 1), { combine: 'zip' }))['axes']).toEqual([
      { kind: 'list', flag: 'a', values: [1, 2] },
    ]);
  });

  it('draws all axes with its seed', () => {
    const made = form([['a', '0..1']], { combine: 'random', draws: '5' });
    expect(bodyOf(made)['axes']).toEqual([
      { kind: 'random', flag: 'a', distribution: 'uniform', from: 0, to: 1, count: 5, seed: 7 },
    ]);
  });

  it('asks nothing before there is an axis, and says what is wrong at its field', () => {
    expect(sweepRequest(sweepForm(base, 1), 'STOPPED')).toBeNull();
    const request = sweepRequest(form([['lr', '1,,2']], { name: ' ' }), 'STOPPED');
    expect(request?.ok === false ? request.problems.map(({ field }) => field) : []).toEqual(['name', 'axis 0']);
  });
});

it('names members by each axis until somebody names them', () => {
  expect(
    memberName(
      form([
        ['lr', '1'],
        ['', ''],
        ['seed', '1'],
      ]),
    ),
  ).toBe('dv.${lr}.${seed}');
  expect(memberName(form([], { memberName: 'x' }))).toBe('x');
});

it('says how the number of members comes about', () => {
  const axes = [['a', '1, 2'] as const, ['b', '1..3'] as const];
  expect([
    countWords(form(axes)),
    countWords(form(axes, { combine: 'zip' })),
    countWords(form([...axes.slice(0, 1), ['b', '5..6']], { combine: 'zip' })),
    countWords(form(axes, { combine: 'random' })),
    countWords(form([['a', '1, 2']])),
  ]).toEqual(['2 × 3 = 6', '2 and 3 do not go together', '2 together', '10 draws', '']);
});

describe('what the server says', () => {
  const said = (field: string, more: Partial<SweepForm> = {}) =>
    placedProblems(
      [{ field, message: 'no' }],
      form(
        [
          ['', ''],
          ['a', '1'],
          ['b', '2'],
        ],
        more,
      ),
    )[0]?.field;

  it('belongs to the axis that it is about, blank ones not counted', () => {
    expect(said('axes.1.values')).toBe('axis 2');
    expect(said('axes.0.axes.1.from', { combine: 'zip' })).toBe('axis 2');
    expect(said('axes')).toBe('axes');
    expect(said('axes.0.axes', { combine: 'zip' })).toBe('axes.0.axes');
  });

  it('belongs to the draws, the members or the fields of the experiment', () => {
    expect(said('axes.0.axes.0.count', { combine: 'random' })).toBe('draws');
    expect(said('axes.0.axes.0.seed', { combine: 'random' })).toBe('seed');
    expect(said('experiment.name')).toBe('member name');
    expect(said('experiment.nodes')).toBe('nodes');
    expect(said('name')).toBe('name');
  });
});

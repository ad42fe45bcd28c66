import { describe, expect, it } from 'vitest';
import type { Experiment } from './experiment';
import { memberName, sweepRequest, type AxisRow, type SweepForm } from './sweep';

const base = {
  base_command: 'train',
  tool_path: 't.py',
  git_branch: null,
  accelerator: null,
  task_template: null,
  nodes: 2,
  gpus: 8,
  flags: { lr: 1, seed: 3 },
} as unknown as Experiment;
const axis = (more: Partial<AxisRow>): AxisRow => ({
  key: 0,
  flag: 'lr',
  kind: 'list',
  values: '',
  from: '',
  to: '',
  by: '',
  ...more,
});
const form = (axes: AxisRow[], more: Partial<SweepForm> = {}): SweepForm => ({
  name: 'lr sweep',
  memberName: 'dv.${lr}',
  axes,
  maxParallel: '',
  ...more,
});

describe('a sweep', () => {
  it('keeps the digits of its values, and the flags that are not swept', () => {
    const request = sweepRequest(form([axis({ values: '1e-4, 1.0' })]), base);
    expect(request.ok ? request.body : '').toBe(
      '{"name":"lr sweep","experiment":{"name":"dv.${lr}","base_command":"train","tool_path":"t.py","nodes":2,"gpus":8,' +
        '"flags":{"seed":3}},"axes":[{"kind":"list","flag":"lr","values":[1e-4,1.0]}]}',
    );
  });

  it('has ranges by step and by count', () => {
    const request = sweepRequest(
      form([axis({ kind: 'log_range', from: '1e-4', to: '1e-3', by: '3' })], { maxParallel: '4' }),
      base,
    );
    expect(request.ok ? request.body : '').toContain(
      '"axes":[{"kind":"log_range","flag":"lr","from":1e-4,"to":1e-3,"count":3}],"max_parallel":4',
    );
  });

  it('says what is missing, at its axis', () => {
    expect(sweepRequest(form([axis({ values: '1,,2' })]), base)).toEqual({
      ok: false,
      problems: [{ field: 'axis 0', message: 'Write values between commas, such as 1e-4, 3e-4.' }],
    });
    expect(sweepRequest(form([]), base).ok).toBe(false);
  });
});

it('names members by each axis', () => {
  expect(memberName('dv', [{ flag: 'lr' }, { flag: ' ' }, { flag: 'seed' }])).toBe('dv.${lr}.${seed}');
});

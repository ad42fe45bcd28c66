import { describe, expect, it } from 'vitest';
import type { CurrentState, DesiredState, Experiment } from './experiment';
import {
  canRun,
  canStop,
  commonShape,
  countLooks,
  shape,
  shownState,
  stateSince,
  wantsChange,
  whereOf,
  whyOf,
} from './experiment-state';

type Case = Pick<
  Experiment,
  'current_state' | 'desired_state' | 'sky_status' | 'launch' | 'conditions' | 'held' | 'state_since'
>;

function experiment(current: CurrentState, desired: DesiredState, more: Partial<Case> = {}): Case {
  return {
    current_state: current,
    desired_state: desired,
    sky_status: null,
    launch: null,
    conditions: [],
    held: null,
    state_since: null,
    ...more,
  };
}

const sent = { id: 1, state: 'SENT', opened_at: '2026-11-22T00:00:00Z' } as const;

describe('the shown state', () => {
  it('says recovering when SkyPilot does', () => {
    expect(shownState(experiment('RUNNING', 'RUNNING', { sky_status: 'RECOVERING' })).word).toBe('Recovering');
  });

  it('says terminated once nothing runs any more', () => {
    expect(shownState(experiment('RUNNING', 'TERMINATED')).word).toBe('Running');
    expect(shownState(experiment('CANCELLED', 'TERMINATED')).word).toBe('Terminated');
  });

  it('counts looks in reading order', () => {
    const many = [experiment('FAILED', 'RUNNING'), experiment('RUNNING', 'RUNNING'), experiment('FAILED', 'STOPPED')];
    expect(countLooks(many)).toEqual([
      { look: 'running', count: 1 },
      { look: 'failed', count: 2 },
    ]);
  });
});

describe('the arrow between is and wants', () => {
  it.each([
    ['RUNNING', 'RUNNING', false],
    ['PENDING', 'RUNNING', true],
    ['INIT', 'RUNNING', true],
    ['FAILED', 'RUNNING', true],
    ['SUCCEEDED', 'RUNNING', false],
    ['RUNNING', 'STOPPED', true],
    ['UNKNOWN', 'STOPPED', true],
    ['CANCELLED', 'STOPPED', false],
    ['INIT', 'STOPPED', false],
    ['RUNNING', 'TERMINATED', true],
  ] as const)('%s that wants %s: %s', (current, desired, differs) => {
    expect(wantsChange(experiment(current, desired))).toBe(differs);
  });

  it('stands after an end when the next run is being launched', () => {
    expect(wantsChange(experiment('SUCCEEDED', 'RUNNING', { launch: sent }))).toBe(true);
  });
});

describe('what a person may ask for', () => {
  it('is a run after an end, once', () => {
    expect(canRun(experiment('SUCCEEDED', 'RUNNING'))).toBe(true);
    expect(canRun(experiment('SUCCEEDED', 'RUNNING', { launch: sent }))).toBe(false);
    expect(canRun(experiment('RUNNING', 'RUNNING'))).toBe(false);
    expect(canRun(experiment('RUNNING', 'STOPPED'))).toBe(true);
  });

  it('is a stop while something runs or is to run', () => {
    expect(canStop(experiment('RUNNING', 'RUNNING'))).toBe(true);
    expect(canStop(experiment('INIT', 'RUNNING'))).toBe(true);
    expect(canStop(experiment('SUCCEEDED', 'RUNNING'))).toBe(false);
    expect(canStop(experiment('RUNNING', 'STOPPED'))).toBe(false);
  });
});

describe('why and since', () => {
  const waiting = { type: 'Retrying', reason: 'exit 137, try 2 of 3', since: '2026-11-22T00:01:00Z', next_at: null };

  it('puts a hold before the reconciler’s sentence', () => {
    expect(whyOf(experiment('FAILED', 'RUNNING', { conditions: [waiting] }))).toBe('exit 137, try 2 of 3');
    expect(whyOf(experiment('FAILED', 'RUNNING', { conditions: [waiting], held: 'Imported' }))).toBe('Imported');
    expect(whyOf(experiment('RUNNING', 'RUNNING'))).toBeNull();
  });

  it('takes the server’s word, then the job’s, then the condition’s', () => {
    const job = { status: 'FAILED', submitted_at: null, started_at: null, ended_at: '2026-11-22T00:00:30' } as const;
    const failed = experiment('FAILED', 'RUNNING', { conditions: [waiting] });
    expect(stateSince({ ...failed, state_since: '2026-11-22T00:00:10Z' }, job)).toBe(Date.UTC(2026, 10, 22, 0, 0, 10));
    expect(stateSince(failed, job)).toBe(Date.UTC(2026, 10, 22, 0, 0, 30));
    expect(stateSince(failed, null)).toBe(Date.UTC(2026, 10, 22, 0, 1, 0));
    expect(stateSince(experiment('FAILED', 'RUNNING'), null)).toBeNull();
  });
});

it('writes the shape of a job', () => {
  expect(shape({ nodes: 4, gpus: 8, accelerator: 'H100' })).toBe('4 × 8 H100');
  expect(shape({ nodes: 1, gpus: 0, accelerator: null })).toBe('1 × CPU');
});

it('says where it is: where its newest job is, else where it is to be', () => {
  const aws = { cloud: 'AWS', cluster: null, spot: true };
  expect(whereOf(aws, { cloud: 'AWS', region: 'us-east-1' })).toBe('aws us-east-1 spot');
  expect(whereOf(aws, { cloud: null, region: null })).toBe('aws spot');
  expect(whereOf({ cloud: null, cluster: null, spot: false }, { cloud: 'GCP', region: 'us-central1' })).toBe(
    'gcp us-central1',
  );
  expect(whereOf({ cloud: null, cluster: 'dev', spot: false }, null)).toBe('dev');
  expect(whereOf({ cloud: null, cluster: null, spot: false }, null)).toBeNull();
});

it('has one shape for all only where they have the same', () => {
  const one = { nodes: 4, gpus: 8, accelerator: 'H100' };
  expect(commonShape([one, one])).toBe('4 × 8 H100');
  expect(commonShape([one, { ...one, nodes: 2 }])).toBeNull();
  expect(commonShape([])).toBeNull();
});

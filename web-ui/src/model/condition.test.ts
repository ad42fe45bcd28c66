import { describe, expect, it } from 'vitest';
import { againWords, remediesOf, untoldHold } from './condition';

describe('the countdown of a condition', () => {
  const now = Date.UTC(2026, 10, 22, 0, 0, 0);

  it.each([
    ['2026-11-22T00:01:12Z', 'again in 1 min 12 s'],
    ['2026-11-22T00:00:00.200Z', 'again in 1 s'],
    ['2026-11-22T02:05:00Z', 'again in 2 h 05'],
    ['2026-11-22T00:00:00Z', 'again any moment'],
    ['2026-11-21T23:59:00Z', 'again any moment'],
    [null, null],
  ])('to %s is %j', (next_at, words) => {
    expect(againWords({ next_at }, now)).toBe(words);
  });
});

describe('what a person can do', () => {
  const failed = { current_state: 'FAILED', desired_state: 'RUNNING', launch: null } as const;
  const at = '2026-11-22T00:01:00Z';

  it.each([
    ['ConfigDrift', null, ['relaunch with changes']],
    ['Lost', null, ['relaunch']],
    ['Paused', null, ['release']],
    ['ServerReplaced', null, ['look at the servers', 'release']],
    ['LaunchAmbiguous', at, ['look now', 'say there is none']],
    ['Backoff', at, ['try now', 'stop']],
    ['BudgetHold', null, []],
  ])('about %s, next at %s, is %j', (type, next_at, remedies) => {
    expect(remediesOf({ type, next_at }, failed)).toEqual(remedies);
  });

  it('is nothing where trying now would launch a second job', () => {
    expect(remediesOf({ type: 'SlowStart', next_at: at }, { ...failed, current_state: 'PENDING' })).toEqual([]);
  });

  it('is nothing where nothing is launched', () => {
    expect(remediesOf({ type: 'ClusterRemains', next_at: at }, { ...failed, desired_state: 'STOPPED' })).toEqual([]);
  });
});

it('tells a hold that no condition tells', () => {
  const condition = { type: 'Paused', reason: 'It is paused.', since: '2026-11-22T00:01:00Z', next_at: null };
  expect(untoldHold({ held: 'It is paused.', conditions: [condition] })).toBeNull();
  expect(untoldHold({ held: 'Imported', conditions: [condition] })).toBe('Imported');
  expect(untoldHold({ held: null, conditions: [] })).toBeNull();
});

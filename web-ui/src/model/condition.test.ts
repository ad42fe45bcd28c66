import { describe, expect, it } from 'vitest';
import { againWords, remedyOf, untoldHold } from './condition';

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

it('knows what a person can do', () => {
  expect(remedyOf({ type: 'ConfigDrift' })).toBe('relaunch with changes');
  expect(remedyOf({ type: 'Lost' })).toBe('relaunch');
  expect(remedyOf({ type: 'ServerReplaced' })).toBe('look at the servers');
  expect(remedyOf({ type: 'Backoff' })).toBeNull();
});

it('tells a hold that no condition tells', () => {
  const condition = { type: 'Paused', reason: 'It is paused.', since: '2026-11-22T00:01:00Z', next_at: null };
  expect(untoldHold({ held: 'It is paused.', conditions: [condition] })).toBeNull();
  expect(untoldHold({ held: 'Imported', conditions: [condition] })).toBe('Imported');
  expect(untoldHold({ held: null, conditions: [] })).toBeNull();
});

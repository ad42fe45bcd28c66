import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Experiment } from '../model/experiment';
import { Announcer } from './announcer.svelte';

const experiment = (current_state: Experiment['current_state']) =>
  ({ current_state, desired_state: 'RUNNING', sky_status: null }) as Experiment;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells counts, and not before ten seconds have passed', () => {
  const announcer = new Announcer();
  announcer.changed(experiment('RUNNING'), experiment('FAILED'));
  announcer.changed(experiment('RUNNING'), experiment('FAILED'));
  announcer.changed(experiment('PENDING'), experiment('RUNNING'));
  vi.advanceTimersByTime(9_000);
  expect(announcer.text).toBe('');
  vi.advanceTimersByTime(1_000);
  expect(announcer.text).toBe('2 experiments failed, 1 experiment running');
});

it('counts anew after it has told', () => {
  const announcer = new Announcer();
  announcer.changed(experiment('RUNNING'), experiment('FAILED'));
  vi.advanceTimersByTime(10_000);
  announcer.changed(experiment('RUNNING'), experiment('SUCCEEDED'));
  vi.advanceTimersByTime(10_000);
  expect(announcer.text).toBe('1 experiment succeeded');
});

it.each([
  ['what is new', undefined, experiment('RUNNING')],
  ['what stays the same', experiment('RUNNING'), experiment('RUNNING')],
  ['what is on its way', experiment('INIT'), experiment('PENDING')],
])('is silent about %s', (_, before, after) => {
  const announcer = new Announcer();
  announcer.changed(before, after);
  vi.advanceTimersByTime(20_000);
  expect(announcer.text).toBe('');
});

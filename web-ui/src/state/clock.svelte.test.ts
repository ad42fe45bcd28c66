import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Clock } from './clock.svelte';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

it('goes on each second until it is stopped', () => {
  const clock = new Clock();
  const stop = clock.start();
  vi.advanceTimersByTime(2_500);
  expect(clock.now).toBe(1_002_000);
  stop();
  vi.advanceTimersByTime(5_000);
  expect(clock.now).toBe(1_002_000);
});

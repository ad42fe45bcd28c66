import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Connection } from './connection.svelte';

beforeEach(() => {
  vi.useFakeTimers({ now: 5_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

it('is lost since the first of several failures', () => {
  const connection = new Connection();
  connection.become({ kind: 'live' });
  connection.become({ kind: 'waiting', retryAt: 6_000 });
  vi.advanceTimersByTime(4_000);
  connection.become({ kind: 'connecting' });
  connection.become({ kind: 'waiting', retryAt: 12_000 });
  expect(connection.lostAt).toBe(5_000);
});

it.each([{ kind: 'live' }, { kind: 'paused' }] as const)('is not lost once it is $kind', (state) => {
  const connection = new Connection();
  connection.become({ kind: 'waiting', retryAt: 6_000 });
  connection.become(state);
  expect(connection.lostAt).toBeNull();
});

it('is not lost while it opens for the first time', () => {
  const connection = new Connection();
  connection.become({ kind: 'connecting' });
  expect(connection.lostAt).toBeNull();
});

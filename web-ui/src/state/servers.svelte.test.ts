import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { Servers } from './servers.svelte';

const api = { servers: vi.fn(() => Promise.resolve({ value: [], revision: 1 })) };
let servers: Servers;

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  servers = new Servers(api as unknown as SkyDeckApi);
});

afterEach(() => {
  vi.useRealTimers();
});

it('are read when somebody looks, and not before', async () => {
  servers.queueRead();
  expect(api.servers).not.toHaveBeenCalled();
  servers.watch();
  await vi.advanceTimersByTimeAsync(0);
  expect(servers.current).toEqual({ kind: 'ready', value: [] });
});

it('are read again after readings of the queue, each five seconds at most', async () => {
  servers.watch();
  for (let second = 1; second <= 11; second++) {
    await vi.advanceTimersByTimeAsync(1_000);
    servers.queueRead();
  }
  expect(api.servers).toHaveBeenCalledTimes(3);
});

it('are left alone when nobody looks any more', () => {
  const stop = servers.watch();
  stop();
  vi.advanceTimersByTime(60_000);
  servers.queueRead();
  expect(api.servers).toHaveBeenCalledTimes(1);
});

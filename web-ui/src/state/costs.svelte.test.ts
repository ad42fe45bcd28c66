// @vitest-environment happy-dom
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { Costs } from './costs.svelte';

const row = (id: number, hours: number, gpus = 0) => ({
  id: String(id),
  name: null,
  cost: { gpu_hours: hours, usd: hours * 2, unpriced_gpu_hours: 0, source: 'configuration', reason: null },
  rate: { gpus, usd_per_hour: gpus * 2, unpriced_gpus: 0 },
});
const costs = vi.fn();
let known: Costs;
let stop: () => void;

function hide(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-27T12:00:00Z') });
  costs.mockReset().mockResolvedValue({ rows: [row(1, 8, 4), row(2, 1)], next: null, revision: 1 });
  known = new Costs({ lists: { costs } } as unknown as SkyDeckApi);
  hide(false);
  stop = known.watch();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('reads all once, then each minute those that ran since, an hour more for late news', async () => {
  await vi.advanceTimersByTimeAsync(60_000);
  expect(costs.mock.calls).toEqual([
    [null, null],
    [new Date('2026-11-27T11:00:00Z'), null],
  ]);
  expect(known.of(1)?.gpu_hours).toBe(8);
  expect(known.of(3)).toBeUndefined();
  expect(known.now).toEqual({ gpus: 4, usd_per_hour: 8, unpriced_gpus: 0 });
});

it('keeps what is at rest, and reads all again after half an hour', async () => {
  costs.mockResolvedValue({ rows: [row(1, 9, 4)], next: null, revision: 1 });
  await vi.advanceTimersByTimeAsync(30 * 60_000);
  expect(known.of(2)?.gpu_hours).toBe(1);
  expect(known.of(1)?.gpu_hours).toBe(9);
  expect(costs.mock.calls.filter(([since]) => since === null)).toHaveLength(2);
});

it('reads every page of many', async () => {
  costs.mockImplementation((_: unknown, cursor: string | null) =>
    Promise.resolve({ rows: [row(cursor === null ? 1 : 2, 5, 1)], next: cursor === null ? '1' : null, revision: 1 }),
  );
  await vi.advanceTimersByTimeAsync(60_000);
  expect(known.of(2)?.gpu_hours).toBe(5);
  expect(known.now?.gpus).toBe(2);
});

it('asks nothing while the page is hidden, and at once when it is shown again', async () => {
  await vi.advanceTimersByTimeAsync(0);
  hide(true);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(costs).toHaveBeenCalledTimes(1);
  hide(false);
  expect(costs).toHaveBeenCalledTimes(2);
});

it('keeps what it knows when an answer fails', async () => {
  await vi.advanceTimersByTimeAsync(0);
  costs.mockRejectedValue(new Error('gone'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(known.of(1)?.gpu_hours).toBe(8);
});

it('touches nothing that did not change', async () => {
  await vi.advanceTimersByTimeAsync(0);
  let runs = 0;
  const leave = $effect.root(() => {
    $effect(() => {
      known.of(1);
      runs++;
    });
  });
  flushSync();
  await vi.advanceTimersByTimeAsync(60_000);
  flushSync();
  leave();
  expect(costs).toHaveBeenCalledTimes(2);
  expect(runs).toBe(1);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Toasts } from './toasts.svelte';

let toasts: Toasts;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  toasts = new Toasts();
  stop = toasts.start();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('leave after five seconds, ten with undo', () => {
  toasts.done('Copied');
  toasts.done('Deleted', () => undefined);
  vi.advanceTimersByTime(5_000);
  expect(toasts.list.map((toast) => toast.text)).toEqual(['Deleted']);
  vi.advanceTimersByTime(5_000);
  expect(toasts.list).toEqual([]);
});

it('stay while someone points at them', () => {
  toasts.failed('No');
  toasts.hold(true);
  vi.advanceTimersByTime(60_000);
  expect(toasts.list).toHaveLength(1);
});

it('are three at most', () => {
  for (const text of ['a', 'b', 'c', 'd']) {
    toasts.done(text);
  }
  expect(toasts.list.map((toast) => toast.text)).toEqual(['b', 'c', 'd']);
});

// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StreamLifecycle } from './lifecycle';

const stream = { open: vi.fn(), pause: vi.fn(), reopenIfQuiet: vi.fn() };
let visibility: DocumentVisibilityState = 'visible';
let stop: () => void;

beforeEach(() => {
  vi.clearAllMocks();
  vi.useFakeTimers();
  visibility = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  stop = new StreamLifecycle(stream).start();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

function show(next: DocumentVisibilityState): void {
  visibility = next;
  document.dispatchEvent(new Event('visibilitychange'));
}

it('opens at once', () => {
  expect(stream.open).toHaveBeenCalledTimes(1);
});

it('closes after two hidden minutes and opens when shown', () => {
  show('hidden');
  vi.advanceTimersByTime(119_000);
  expect(stream.pause).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(stream.pause).toHaveBeenCalledTimes(1);
  show('visible');
  expect(stream.open).toHaveBeenCalledTimes(2);
});

it('only checks the stream after a short look elsewhere', () => {
  show('hidden');
  vi.advanceTimersByTime(60_000);
  stream.reopenIfQuiet.mockClear();
  show('visible');
  expect(stream.reopenIfQuiet).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(120_000);
  expect(stream.pause).not.toHaveBeenCalled();
});

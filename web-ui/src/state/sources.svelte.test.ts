import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Health } from '../api/client';
import { Sources } from './sources.svelte';

beforeEach(() => {
  vi.useFakeTimers({ now: 100_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const age = { source: 'skypilot', age_seconds: 12, interval_seconds: 30, ok: true, error: null } as const;

it('counts an age from when it was told', () => {
  const sources = new Sources();
  sources.note(age);
  expect(sources.skypilot).toEqual({ readAt: 88_000, intervalSeconds: 30, error: null });
});

it('has no time for what was never read', () => {
  const sources = new Sources();
  sources.note({ ...age, source: 's3', age_seconds: null, ok: false });
  expect(sources.s3).toEqual({ readAt: null, intervalSeconds: 30, error: 'did not answer' });
});

it('says what went wrong in its own words', () => {
  const sources = new Sources();
  sources.note({ ...age, ok: false, error: 'HTTP 503' });
  expect(sources.skypilot.error).toBe('HTTP 503');
});

it('shows a registry only where one runs', () => {
  const source = { staleness_seconds: 3, interval_seconds: 60, error: null, running: true };
  const sources = new Sources();
  sources.load({ skypilot: source, s3: source, observatory: { ...source, running: false } } as unknown as Health);
  expect(sources.observatory).toBeNull();
  expect(sources.s3).toEqual({ readAt: 97_000, intervalSeconds: 60, error: null });
  sources.load({ skypilot: source, s3: source, observatory: source } as unknown as Health);
  expect(sources.observatory).toEqual({ readAt: 97_000, intervalSeconds: 60, error: null });
});

import { expect, it } from 'vitest';
import { freshness } from './source-age';

const source = { readAt: 0, intervalSeconds: 30, error: null };

it('is late after its interval and silent after three', () => {
  expect(freshness(source, 30_000)).toBe('fresh');
  expect(freshness(source, 39_000)).toBe('late');
  expect(freshness(source, 93_000)).toBe('silent');
});

it('is late at once when the last read failed', () => {
  expect(freshness({ ...source, error: 'HTTP 500' }, 1000)).toBe('late');
});

it('is silent when it never answered and says why, and not judged before it could answer', () => {
  expect(freshness({ ...source, readAt: null, error: 'refused' }, 0)).toBe('silent');
  expect(freshness({ ...source, readAt: null }, 0)).toBe('fresh');
});

// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { BoardFilter } from './board-filter.svelte';
import { View } from './view.svelte';

const saved = { id: 'abc', name: 'lr', filter: 'state:running', layout: {}, owner: 'ann', shared: true, revision: 3 };
const lists = { found: vi.fn(), views: vi.fn() };
let filter: BoardFilter;
let view: View;

beforeEach(() => {
  vi.useFakeTimers();
  lists.found.mockReset().mockResolvedValue({ value: [7], revision: 1 });
  lists.views.mockReset().mockResolvedValue({ value: [saved], revision: 1 });
  window.history.replaceState(null, '', '/');
  view = new View();
  filter = new BoardFilter({ lists } as unknown as SkyDeckApi, view);
});

afterEach(() => {
  vi.useRealTimers();
});

it('has the server say what is found, once the typing pauses', async () => {
  filter.ask('state:run');
  filter.ask('state:running');
  await vi.advanceTimersByTimeAsync(300);
  expect(lists.found.mock.calls).toEqual([['state:running']]);
  expect([...(filter.found ?? [])]).toEqual([7]);
});

it('shows all again without a filter', async () => {
  filter.ask('lr');
  await vi.advanceTimersByTimeAsync(300);
  filter.ask('');
  expect(filter.found).toBeNull();
});

it('keeps what is shown while a filter means nothing, and says why', async () => {
  filter.ask('lr');
  await vi.advanceTimersByTimeAsync(300);
  lists.found.mockRejectedValue(new Error('There is no state "rnning".'));
  filter.ask('state:rnning');
  await vi.advanceTimersByTimeAsync(300);
  expect(filter.problem).toBe('There is no state "rnning".');
  expect([...(filter.found ?? [])]).toEqual([7]);
});

it('is that of the saved view until it is edited in the address', async () => {
  await filter.views.refresh();
  view.go('/v/abc');
  expect([filter.text, filter.edited]).toEqual(['state:running', false]);
  filter.set('state:failed');
  expect(window.location.search).toBe('?filter=state%3Afailed');
  expect([filter.text, filter.edited]).toEqual(['state:failed', true]);
  filter.set('state:running');
  expect(window.location.search).toBe('');
});

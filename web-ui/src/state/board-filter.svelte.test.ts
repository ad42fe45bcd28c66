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
  filter.ask('state:run', null);
  filter.ask('state:running', null);
  await vi.advanceTimersByTimeAsync(300);
  expect(lists.found.mock.calls).toEqual([['state:running', null]]);
  expect([...(filter.found ?? [])]).toEqual([7]);
});

it('shows all again without a filter', async () => {
  filter.ask('lr', null);
  await vi.advanceTimersByTimeAsync(300);
  filter.ask('', null);
  expect(filter.found).toBeNull();
});

it('keeps what is shown while a filter means nothing, and says why', async () => {
  filter.ask('lr', null);
  await vi.advanceTimersByTimeAsync(300);
  lists.found.mockRejectedValue(new Error('There is no state "rnning".'));
  filter.ask('state:rnning', null);
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

it('does not move rows under the pointer when a value changes, but says how many would', async () => {
  lists.found.mockResolvedValue({ value: [7, 8, 9], revision: 1 });
  filter.ask('', '-epoch');
  await vi.advanceTimersByTimeAsync(300);
  expect([...(filter.rank?.keys() ?? [])]).toEqual([7, 8, 9]);
  lists.found.mockResolvedValue({ value: [8, 7, 9], revision: 2 });
  filter.askSoon('', '-epoch');
  await vi.advanceTimersByTimeAsync(1_100);
  expect([...(filter.rank?.keys() ?? [])]).toEqual([7, 8, 9]);
  expect(filter.moves).toBe(2);
  filter.sortAgain();
  expect([...(filter.rank?.keys() ?? [])]).toEqual([8, 7, 9]);
  expect(filter.moves).toBe(0);
});

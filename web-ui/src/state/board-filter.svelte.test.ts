import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { BoardFilter } from './board-filter.svelte';

const lists = { found: vi.fn() };
let filter: BoardFilter;

beforeEach(() => {
  vi.useFakeTimers();
  lists.found.mockReset().mockResolvedValue({ value: [7], revision: 1 });
  filter = new BoardFilter({ lists } as unknown as SkyDeckApi);
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

it('tells an answer to what was asked from one to a change', async () => {
  filter.ask('', null);
  expect(filter.answered).toBe(0);
  filter.ask('lr', null);
  await vi.advanceTimersByTimeAsync(300);
  expect(filter.answered).toBe(1);
  filter.askSoon('lr', null);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(filter.answered).toBe(1);
  filter.ask('', null);
  expect(filter.answered).toBe(2);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PagedRows } from './paged-rows.svelte';

const readPage = vi.fn((cursor: string | null) =>
  Promise.resolve(
    cursor === null ? { rows: [40, 30], next: 'e30', revision: 7 } : { rows: [20, 10], next: null, revision: 8 },
  ),
);
let list: PagedRows<number>;

beforeEach(() => {
  vi.useFakeTimers();
  readPage.mockClear();
  list = new PagedRows(readPage);
});

afterEach(() => {
  vi.useRealTimers();
});

it('reads the first page, and says that there is more', async () => {
  await list.refresh();
  expect(readPage.mock.calls).toEqual([[null]]);
  expect(list.current).toEqual({ kind: 'ready', value: { rows: [40, 30], more: true } });
});

it('goes on where the last page ended', async () => {
  await list.refresh();
  await list.readMore();
  expect(list.current).toEqual({ kind: 'ready', value: { rows: [40, 30, 20, 10], more: false } });
});

it('keeps older pages when something new is read', async () => {
  await list.readMore();
  await list.refresh();
  expect(list.current).toMatchObject({ value: { rows: [40, 30, 20, 10] } });
});

it('reads once for many changes', async () => {
  list.refreshSoon();
  list.refreshSoon();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(readPage).toHaveBeenCalledTimes(1);
});

it('reads nothing once nobody looks', async () => {
  list.refreshSoon();
  list.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(readPage).not.toHaveBeenCalled();
});

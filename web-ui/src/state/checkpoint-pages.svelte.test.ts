import { beforeEach, expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { CHECKPOINTS, CheckpointPages } from './checkpoint-pages.svelte';

const cadence = { epochs: 10, seconds: 540, gaps: [] };
const reply = (epochs: number[], next: string | null, first: boolean) => ({
  value: { checkpoints: epochs.map((epoch) => ({ epoch })), ...(first ? { cadence } : {}) },
  next,
  revision: 7,
});
const api = { checkpoints: vi.fn() };
let pages: CheckpointPages;

beforeEach(() => {
  api.checkpoints.mockReset();
  api.checkpoints.mockImplementation((_: number, __: number, cursor: string | null) =>
    Promise.resolve(cursor === null ? reply([40, 30], 'e30', true) : reply([20, 10], null, false)),
  );
  pages = new CheckpointPages(api as unknown as SkyDeckApi, 3);
});

function epochs(): readonly number[] {
  return pages.current.kind === 'ready' ? pages.current.value.rows.map((row) => row.epoch) : [];
}

it('reads the newest page, and says that there is more', async () => {
  await pages.refresh();
  expect(api.checkpoints.mock.calls).toEqual([[3, CHECKPOINTS, null]]);
  expect(epochs()).toEqual([40, 30]);
  expect(pages.current).toMatchObject({ value: { cadence, more: true } });
});

it('goes on where the last page ended', async () => {
  await pages.refresh();
  await pages.readMore();
  expect(epochs()).toEqual([40, 30, 20, 10]);
  expect(pages.current).toMatchObject({ value: { cadence, more: false } });
});

it('keeps older pages when something new is read', async () => {
  await pages.readMore();
  await pages.refresh();
  expect(epochs()).toEqual([40, 30, 20, 10]);
});

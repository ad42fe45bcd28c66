import { expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { MetricPages } from './metric-pages.svelte';

it('reads metrics page by page, and the files that they stand in', async () => {
  const pages = [
    { metrics: [{ name: 'loss' }], files: [{ uri: 's3://b/metrics.jsonl' }], next_cursor: 'm.1' },
    { metrics: [{ name: 'reward' }], files: [{ uri: 's3://b/metrics.jsonl' }], next_cursor: null },
  ];
  const metrics = vi.fn((_: number, cursor: string | null) =>
    Promise.resolve({ value: pages[cursor === null ? 0 : 1], revision: 4 }),
  );
  const list = new MetricPages({ lists: { metrics } } as unknown as SkyDeckApi, 7);
  await list.refresh();
  await list.readMore();
  expect(metrics).toHaveBeenLastCalledWith(7, 'm.1');
  expect(list.current).toMatchObject({
    kind: 'ready',
    value: { rows: [{ name: 'loss' }, { name: 'reward' }], more: false },
  });
  expect(list.files).toEqual([{ uri: 's3://b/metrics.jsonl' }]);
});

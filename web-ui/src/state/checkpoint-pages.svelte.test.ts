import { expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { CheckpointPages } from './checkpoint-pages.svelte';

const cadence = { epochs: 10, seconds: 540, gaps: [] };

it('keeps the cadence, which only the first page tells', async () => {
  const checkpoints = vi.fn((_: number, __: number, cursor: string | null) =>
    Promise.resolve(
      cursor === null
        ? { value: { checkpoints: [{ epoch: 40 }], cadence }, next: 'e40', revision: 7 }
        : { value: { checkpoints: [{ epoch: 30 }] }, next: null, revision: 7 },
    ),
  );
  const pages = new CheckpointPages({ checkpoints } as unknown as SkyDeckApi, 3);
  await pages.readMore();
  expect(pages.current).toMatchObject({ value: { rows: [{ epoch: 40 }, { epoch: 30 }], more: false } });
  expect(pages.cadence).toEqual(cadence);
});

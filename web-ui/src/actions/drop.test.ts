import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import type { SkyDeck } from '../state/skydeck.svelte';
import { drop } from './drop';

describe('dropping', () => {
  const runBatch = vi.fn<SkyDeckApi['runBatch']>();
  const reorder = vi.fn<SkyDeckApi['reorder']>();
  const deck = {
    api: { runBatch, reorder },
    board: {
      groups: new Map([['g', { id: 'g', name: 'lr' }]]),
      sections: [{ group: null, members: [{ id: 1 }, { id: 2 }, { id: 3 }] }],
    },
    toasts: { done: vi.fn(), failed: vi.fn() },
    report: { show: vi.fn() },
    attempt: (_: string, action: () => Promise<unknown>) => action(),
  } as unknown as SkyDeck;
  const sent = () => (runBatch.mock.calls[0]?.[0] ?? []).map((text) => JSON.parse(text) as Record<string, unknown>);

  beforeEach(() => {
    vi.clearAllMocks();
    runBatch.mockResolvedValue({
      value: { revision: 1, undo: null, items: [] },
      revision: 1,
      next: null,
      undo: null,
      warnings: [],
    });
  });

  it('moves from one group to another, each in order', async () => {
    await drop(deck, [4, 5], 'other', { group: 'g', before: 9 }, false);
    expect(sent().map(({ id, before, multi_home }) => [id, before, multi_home])).toEqual([
      [4, 9, false],
      [5, 9, false],
    ]);
  });

  it('adds where Alt is held', async () => {
    await drop(deck, [4], 'other', { group: 'g', before: null }, true);
    expect(sent()[0]).toMatchObject({ group_id: 'g', multi_home: true });
  });

  it('leaves other groups alone when it only changes its place', async () => {
    await drop(deck, [4], 'g', { group: 'g', before: 9 }, false);
    expect(sent()[0]).toMatchObject({ multi_home: true });
  });

  it('does nothing on itself', async () => {
    await drop(deck, [4], 'g', { group: 'g', before: 4 }, false);
    expect(runBatch).not.toHaveBeenCalled();
  });

  it('orders those in no group', async () => {
    await drop(deck, [3], null, { group: null, before: 1 }, false);
    expect(reorder).toHaveBeenCalledWith([3, 1, 2]);
  });
});

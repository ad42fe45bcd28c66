import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { Problem } from '../api/problem';
import type { SkyDeck } from '../state/skydeck.svelte';
import { runEach, runTogether } from './batch';

const item = (id: number, detail: string | null) => ({
  id,
  name: `x${id}`,
  note: null,
  error: detail === null ? null : { kind: 'Conflict' as const, detail, errors: [] },
});
const reply = (items: ReturnType<typeof item>[], undo: string | null) => ({
  value: { revision: 9, undo, items },
  revision: 9,
  next: null,
  undo,
  warnings: [],
});

describe('a batch', () => {
  const api = { runBatch: vi.fn<SkyDeckApi['runBatch']>(), undo: vi.fn<SkyDeckApi['undo']>() };
  const toasts = { done: vi.fn<(text: string, undo: (() => void) | null) => void>(), failed: vi.fn() };
  const report = { show: vi.fn() };
  const deck = {
    api,
    toasts,
    report,
    attempt: (_: string, action: () => Promise<unknown>) => action(),
  } as unknown as SkyDeck;

  beforeEach(() => {
    vi.clearAllMocks();
  });

  it('is one request, and can be taken back', async () => {
    api.runBatch.mockResolvedValue(reply([item(1, null), item(2, null)], 'token'));
    api.undo.mockResolvedValue(reply([], null));
    await runEach(deck, 'Stopped 2', ['{}', '{}']);
    expect(api.runBatch.mock.calls).toEqual([[['{}', '{}'], 'each']]);
    expect(report.show).not.toHaveBeenCalled();
    toasts.done.mock.calls[0]?.[1]?.();
    expect(api.undo).toHaveBeenCalledWith('token');
  });

  it('lists what was refused, beside what was done', async () => {
    api.runBatch.mockResolvedValue(reply([item(1, null), item(2, 'It is terminated.')], 'token'));
    await runEach(deck, 'Stopped 2', ['{}', '{}']);
    expect(report.show).toHaveBeenCalledOnce();
    expect(toasts.done.mock.calls[0]?.[0]).toBe('Stopped 2, but 1 of 2 were refused');
  });

  it('is not sent when it is too long for one', async () => {
    await runEach(deck, 'Stopped 1001', new Array<string>(1_001).fill('{}'));
    expect(api.runBatch).not.toHaveBeenCalled();
    expect(toasts.failed).toHaveBeenCalledOnce();
  });

  it('says that somebody else was first', async () => {
    api.runBatch.mockRejectedValue(new Problem(412, '0: it was edited.'));
    expect(await runTogether(deck, 'Set lr', ['{}'])).toEqual({
      ok: false,
      outdated: true,
      message: '0: it was edited.',
    });
  });
});

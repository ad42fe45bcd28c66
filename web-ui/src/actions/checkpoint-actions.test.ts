import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { Problem } from '../api/problem';
import type { Experiment } from '../model/experiment';
import type { SkyDeck } from '../state/skydeck.svelte';
import { resumeFrom } from './checkpoint-actions';

const experiment = { id: 7, name: 'dv.lr' } as Experiment;
const copy = { id: 9, name: 'dv.lr (copy)' } as Experiment;

describe('going on from a checkpoint', () => {
  const api = { resume: vi.fn<SkyDeckApi['resume']>(), undo: vi.fn<SkyDeckApi['undo']>() };
  const putExperiment = vi.fn();
  const toasts = { done: vi.fn<(text: string, undo: (() => void) | null) => void>(), failed: vi.fn() };
  const deck = {
    api,
    board: { putExperiment },
    toasts,
    attempt: (_: string, action: () => Promise<unknown>) => action(),
  } as unknown as SkyDeck;

  beforeEach(() => {
    vi.clearAllMocks();
    const value = { experiment: copy, note: 'The name was taken.' };
    api.resume.mockResolvedValue({ value, revision: 12, next: null, undo: 'token', warnings: [] });
    api.undo.mockResolvedValue({
      value: { revision: 13, undo: null, items: [] },
      revision: 13,
      next: null,
      undo: null,
      warnings: [],
    });
  });

  it('leaves an empty name and flag to the server, and shows the copy', async () => {
    const resumed = await resumeFrom(deck, experiment, 120, ' ', '');
    expect(api.resume).toHaveBeenCalledWith(7, 120, null, null);
    expect(putExperiment).toHaveBeenCalledWith(copy, 12);
    expect(resumed.copy?.note).toBe('The name was taken.');
  });

  it('can be taken back', async () => {
    await resumeFrom(deck, experiment, 120, 'dv.next', 'ckpt');
    toasts.done.mock.calls[0]?.[1]?.();
    expect(api.undo).toHaveBeenCalledWith('token');
  });

  it('says at the field that there is no flag to put it in', async () => {
    api.resume.mockRejectedValue(new Problem(422, 'Name the flag.', [{ field: 'flag', message: 'Name the flag.' }]));
    const resumed = await resumeFrom(deck, experiment, 120, '', '');
    expect(resumed).toEqual({ copy: null, problems: [{ field: 'flag', message: 'Name the flag.' }] });
    expect(putExperiment).not.toHaveBeenCalled();
  });
});

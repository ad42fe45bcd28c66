import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { FlagHelp } from './flag-help.svelte';

const hint = { flag: 'trainer.lr', type: 'float', rule: 'trainer.lr takes a number.' };
const api = { suggestFlags: vi.fn() };
let help: FlagHelp;

beforeEach(() => {
  vi.useFakeTimers();
  api.suggestFlags.mockReset().mockResolvedValue({ value: [hint], revision: 1 });
  help = new FlagHelp(api as unknown as SkyDeckApi);
});

afterEach(() => {
  vi.useRealTimers();
});

it('asks once somebody stops typing', async () => {
  help.typed('tools.Train', 'l');
  help.typed('tools.Train', 'lr');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(api.suggestFlags.mock.calls).toEqual([['tools.Train', 'lr']]);
  expect(help.suggestions).toEqual([hint]);
});

it('knows what the tool says of a flag that it has seen', async () => {
  help.typed('tools.Train', 'lr');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(help.of('trainer.lr')).toEqual(hint);
});

it('forgets what another tool said', async () => {
  help.typed('tools.Train', 'lr');
  await vi.advanceTimersByTimeAsync(1_000);
  api.suggestFlags.mockResolvedValue({ value: [], revision: 1 });
  help.typed('tools.Play', 'lr');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(help.of('trainer.lr')).toBeUndefined();
});

it('goes on without help when the server cannot be asked', async () => {
  api.suggestFlags.mockRejectedValue(new Error('away'));
  help.typed('tools.Train', 'lr');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(help.suggestions).toEqual([]);
});

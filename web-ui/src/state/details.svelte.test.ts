import { expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import type { Job } from '../model/experiment';
import { OpenDetails } from './details.svelte';

const job = (id: string) => ({ id }) as unknown as Job;

function detailsWith(jobs: () => Promise<{ value: Job[]; revision: number }>) {
  const api = {
    facts: vi.fn(() => Promise.resolve({ value: { links: [] }, revision: 1 })),
    jobs: vi.fn(jobs),
    checkpoints: vi.fn(() => Promise.resolve({ value: [], revision: 1 })),
  };
  const open = new OpenDetails(api as unknown as SkyDeckApi);
  open.open(7);
  return { api, details: open.get(7) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

it('reads once more, not many times, when changes come while it reads', async () => {
  let answer: (value: { value: Job[]; revision: number }) => void = () => undefined;
  const { api, details } = detailsWith(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  void details?.jobs.refresh();
  void details?.jobs.refresh();
  answer({ value: [job('1')], revision: 1 });
  await settled();
  expect(api.jobs).toHaveBeenCalledTimes(2);
  answer({ value: [job('2')], revision: 2 });
  await settled();
  expect(api.jobs).toHaveBeenCalledTimes(2);
  expect(details?.jobs.current).toEqual({ kind: 'ready', value: [job('2')] });
});

it('keeps what it has when reading again fails', async () => {
  const answers = [() => Promise.resolve({ value: [job('1')], revision: 1 }), () => Promise.reject(new Error('no'))];
  const { details } = detailsWith(() => (answers.shift() ?? (() => Promise.reject(new Error('no'))))());
  await settled();
  await details?.jobs.refresh();
  expect(details?.jobs.current).toEqual({ kind: 'ready', value: [job('1')] });
});

it('says what failed when it has nothing', async () => {
  const { details } = detailsWith(() => Promise.reject(new Error('SkyDeck cannot be reached.')));
  await settled();
  expect(details?.jobs.current).toEqual({ kind: 'failed', message: 'SkyDeck cannot be reached.' });
});

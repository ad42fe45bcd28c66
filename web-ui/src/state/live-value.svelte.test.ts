import { expect, it, vi } from 'vitest';
import { LiveValue } from './live-value.svelte';

interface Read {
  readonly value: number;
  readonly revision: number;
}

function reads() {
  const waiting: { answer: (value: number) => void; fail: () => void }[] = [];
  const read = vi.fn(
    () =>
      new Promise<Read>((resolve, reject) => {
        waiting.push({
          answer: (value) => {
            resolve({ value, revision: 1 });
          },
          fail: () => {
            reject(new Error('The store is busy.'));
          },
        });
      }),
  );
  return { read, waiting };
}

it('loads, then is what was read', async () => {
  const { read, waiting } = reads();
  const value = new LiveValue(read);
  expect(value.current.kind).toBe('loading');
  const done = value.refresh();
  waiting[0]?.answer(3);
  await done;
  expect(value.current).toEqual({ kind: 'ready', value: 3 });
});

it('reads once more after changes that came while it read', async () => {
  const { read, waiting } = reads();
  const value = new LiveValue(read);
  const done = value.refresh();
  void value.refresh();
  void value.refresh();
  waiting[0]?.answer(1);
  await vi.waitFor(() => {
    expect(read).toHaveBeenCalledTimes(2);
  });
  waiting[1]?.answer(2);
  await done;
  expect(value.current).toEqual({ kind: 'ready', value: 2 });
  expect(read).toHaveBeenCalledTimes(2);
});

it('keeps what it has when a later reading fails', async () => {
  const { read, waiting } = reads();
  const value = new LiveValue(read);
  const first = value.refresh();
  waiting[0]?.answer(1);
  await first;
  const second = value.refresh();
  waiting[1]?.fail();
  await second;
  expect(value.current).toEqual({ kind: 'ready', value: 1 });
});

it('says why when it has nothing', async () => {
  const { read, waiting } = reads();
  const value = new LiveValue(read);
  const done = value.refresh();
  waiting[0]?.fail();
  await done;
  expect(value.current).toMatchObject({ kind: 'failed' });
});

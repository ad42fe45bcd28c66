import { expect, it, vi } from 'vitest';
import type { TrashItem } from '../api/lists';
import { fakeDeck } from '../testing/fake-deck';
import { purge, restore } from './trash-actions';

const item = { experiment: { id: 7, name: 'dv.lr' } } as TrashItem;

function parts(note: string | null = null) {
  return {
    api: {
      lists: {
        restore: vi.fn(() => Promise.resolve({ value: { experiment: item.experiment, note }, revision: 9 })),
        purge: vi.fn(() => Promise.resolve({})),
      },
    },
    board: { putExperiment: vi.fn() },
  };
}

it('shows what came back at once', async () => {
  const { board, ...rest } = parts();
  const { deck, said } = fakeDeck({ board, ...rest });
  expect(await restore(deck, item)).toBe(true);
  expect(board.putExperiment).toHaveBeenCalledWith(item.experiment, 9);
  expect(said.done).toHaveBeenCalledWith('dv.lr is back, stopped');
});

it('says what was done otherwise than asked', async () => {
  const { deck, said } = fakeDeck(parts('Its name is taken, so it is dv.lr.2 now.'));
  await restore(deck, item);
  expect(said.done).toHaveBeenCalledWith('Its name is taken, so it is dv.lr.2 now.');
});

it('leaves what the server does not give back', async () => {
  const { api, ...rest } = parts();
  api.lists.restore.mockRejectedValue(new Error('Not now.'));
  expect(await restore(fakeDeck({ api, ...rest }).deck, item)).toBe(false);
});

it.each([
  [true, [[[7]]]],
  [false, []],
])('drops for good only for who confirms it: %j', async (yes, calls) => {
  const { api, ...rest } = parts();
  expect(await purge(fakeDeck({ api, ...rest }, yes).deck, [item])).toBe(yes);
  expect(api.lists.purge.mock.calls).toEqual(calls);
});

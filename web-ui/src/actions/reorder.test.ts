import { expect, it, vi } from 'vitest';
import { moveOperation } from '../model/operations';
import { fakeDeck } from '../testing/fake-deck';
import { reorder } from './reorder';

const members = [{ id: 1 }, { id: 2 }, { id: 3 }];

function parts(group: object | null) {
  return {
    api: {
      reorder: vi.fn(() => Promise.resolve({})),
      runBatch: vi.fn(() => Promise.resolve({ value: { items: [], undo: null } })),
    },
    board: { sections: [{ group, members }] },
  };
}

it.each([
  [2, -1, [2, 1, 3]],
  [2, 1, [1, 3, 2]],
])('moves %i by %i among those without a group', async (id, step, order) => {
  const { api, ...rest } = parts(null);
  await reorder(fakeDeck({ api, ...rest }).deck, { group: null, id }, step);
  expect(api.reorder).toHaveBeenCalledWith(order);
});

it.each([
  [2, -1, 1],
  [1, 1, 3],
  [2, 1, null],
])('moves %i by %i within a group, before %j', async (id, step, before) => {
  const { api, ...rest } = parts({ id: 'g', name: 'G' });
  await reorder(fakeDeck({ api, ...rest }).deck, { group: 'g', id }, step);
  expect(api.runBatch).toHaveBeenCalledWith([moveOperation(id, 'g', before, true)], 'each');
});

it.each([
  [1, -1],
  [3, 1],
  [9, 1],
])('leaves %i where it is when there is no place by %i', async (id, step) => {
  const { api, ...rest } = parts(null);
  await reorder(fakeDeck({ api, ...rest }).deck, { group: null, id }, step);
  expect(api.reorder).not.toHaveBeenCalled();
});

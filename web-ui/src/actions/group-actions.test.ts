import { describe, expect, it, vi } from 'vitest';
import { Problem } from '../api/problem';
import type { GroupRow } from '../api/stream/changes';
import { fakeDeck } from '../testing/fake-deck';
import { createGroup, deleteGroup, fold, moveGroup, renameGroup } from './group-actions';

const group = (id: string, order = 0, experiment_ids: number[] = []) =>
  ({ id, name: id.toUpperCase(), order, experiment_ids, collapsed: false, flags: [] }) as unknown as GroupRow;

function parts(groups: readonly GroupRow[] = []) {
  const answer = { value: { ...group('a'), experiments: [{ id: 3 }] }, revision: 9, undo: 'token' };
  const takeBack = vi.fn();
  return {
    takeBack,
    api: {
      createGroup: vi.fn(() => Promise.resolve(answer)),
      patchGroup: vi.fn(() => Promise.resolve(answer)),
      deleteGroup: vi.fn(() => Promise.resolve(answer)),
      setCollapsed: vi.fn(() => Promise.resolve(answer)),
      reorderGroups: vi.fn(() => Promise.resolve(answer)),
      undo: vi.fn(() => Promise.resolve({ value: { items: [] } })),
    },
    board: { groups: { put: vi.fn(), assume: vi.fn(() => takeBack), values: () => [...groups] } },
  };
}

it('shows a new group at once, with its members', async () => {
  const { board, ...rest } = parts();
  expect(await createGroup(fakeDeck({ board, ...rest }).deck, 'A')).toBeNull();
  expect(board.groups.put).toHaveBeenCalledWith('a', expect.objectContaining({ experiment_ids: [3] }), 9);
});

it('says why a group could not be made', async () => {
  const { api, ...rest } = parts();
  api.createGroup.mockRejectedValue(new Problem(422, 'The name is too long.'));
  expect(await createGroup(fakeDeck({ api, ...rest }).deck, 'A')).toBe('The name is too long.');
});

it.each([
  ['  ', 'Give the group a name.', 0],
  [' New ', null, 1],
])('renames to %j unless that is nothing', async (name, problem, times) => {
  const { api, ...rest } = parts();
  expect(await renameGroup(fakeDeck({ api, ...rest }).deck, group('a'), name)).toBe(problem);
  expect(api.patchGroup).toHaveBeenCalledTimes(times);
});

it('unfolds again what the server would not fold', async () => {
  const { api, takeBack, ...rest } = parts();
  api.setCollapsed.mockRejectedValue(new Error('Not now.'));
  await fold(fakeDeck({ api, ...rest }).deck, group('a'));
  expect(takeBack).toHaveBeenCalled();
});

describe('a delete', () => {
  it('asks first where members are', async () => {
    const { api, ...rest } = parts();
    const { deck, said } = fakeDeck({ api, ...rest }, false);
    await deleteGroup(deck, group('a', 0, [1, 2]));
    expect(said.ask).toHaveBeenCalledOnce();
    expect(api.deleteGroup).not.toHaveBeenCalled();
  });

  it('asks nothing of an empty group, and can be taken back', async () => {
    const { api, ...rest } = parts();
    const { deck, said } = fakeDeck({ api, ...rest });
    await deleteGroup(deck, group('a'));
    expect(said.ask).not.toHaveBeenCalled();
    (said.done.mock.calls[0]?.[1] as () => void)();
    expect(api.undo).toHaveBeenCalledWith('token');
  });
});

it.each([
  ['b', -1, ['b', 'a', 'c']],
  ['b', 1, ['a', 'c', 'b']],
  ['a', -1, ['a', 'b', 'c']],
  ['c', 1, ['a', 'b', 'c']],
])('moves %s by %i', async (id, step, order) => {
  const { api, ...rest } = parts([group('c', 2), group('a', 0), group('b', 1)]);
  await moveGroup(fakeDeck({ api, ...rest }).deck, group(id), step);
  expect(api.reorderGroups).toHaveBeenCalledWith(order);
});

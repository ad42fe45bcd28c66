import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Experiment } from '../model/experiment';
import { fakeDeck } from '../testing/fake-deck';
import { copyItems, copyManyItems } from './copy-actions';

const experiment = (id: number) =>
  ({
    id,
    name: `dv.${id}`,
    base_command: 'lt',
    tool_path: null,
    git_branch: null,
    nodes: 1,
    gpus: 8,
    flags: {},
  }) as Experiment;

function parts() {
  return {
    copy: vi.fn(() => Promise.resolve()),
    session: { name: null },
    api: { task: vi.fn(() => Promise.resolve({ value: { task: 'name: dv-7\n' } })) },
  };
}

beforeEach(() => {
  vi.stubGlobal('window', { location: { origin: 'http://deck:8000' } });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it.each([
  ['command', 'lt --gpus=8 --nodes=1 run=dv.7'],
  ['link', 'http://deck:8000/x/7'],
  ['name', 'dv.7'],
])('copies the %s of one', (id, text) => {
  const { copy, ...rest } = parts();
  copyItems(fakeDeck({ copy, ...rest }).deck, experiment(7))
    .find((item) => item.id === id)
    ?.run();
  expect(copy).toHaveBeenCalledWith(text, `the ${id}`);
});

it('copies the task that the server puts together', async () => {
  const { copy, ...rest } = parts();
  copyItems(fakeDeck({ copy, ...rest }).deck, experiment(7))
    .find((item) => item.id === 'task')
    ?.run();
  await vi.waitFor(() => {
    expect(copy).toHaveBeenCalledWith('name: dv-7\n', 'the task');
  });
});

it('copies a line of each of many', () => {
  const { copy, ...rest } = parts();
  copyManyItems(fakeDeck({ copy, ...rest }).deck, [experiment(7), experiment(8)])
    .find((item) => item.id === 'link')
    ?.run();
  expect(copy).toHaveBeenCalledWith('http://deck:8000/x/7\nhttp://deck:8000/x/8', 'the links');
});

it('offers all of one where one is selected', () => {
  const { deck } = fakeDeck(parts());
  const ids = (chosen: readonly Experiment[]) => copyManyItems(deck, chosen).map(({ id }) => id);
  expect(ids([experiment(7)])).toContain('task');
  expect(ids([experiment(7), experiment(8)])).not.toContain('task');
});

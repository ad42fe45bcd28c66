import { beforeEach, describe, expect, it } from 'vitest';
import { SkyDeckApi, type Group } from '../api/client';
import { Changes, type ChangeFrame } from '../api/stream/changes';
import type { Experiment } from '../model/experiment';
import { Announcer } from './announcer.svelte';
import { Board } from './board.svelte';

const experiment = (id: number, more: Partial<Experiment> = {}) =>
  ({
    id,
    name: `e${id}`,
    order: 0,
    created_at: `2026-01-0${id}T00:00:00`,
    latest_epoch: null,
    current_state: 'INIT',
    desired_state: 'STOPPED',
    flags: {},
    ...more,
  }) as Experiment;

const group = (id: string, order: number, experiments: Experiment[]) =>
  ({ id, order, name: id, experiments }) as unknown as Group;

function changes(revision: number, more: Partial<ChangeFrame>): Changes {
  const merged = new Changes();
  merged.add({
    revision,
    experiments: [],
    groups: [],
    jobs: [],
    checkpoints: [],
    removed_experiments: [],
    removed_groups: [],
    ...more,
  });
  return merged;
}

describe('the board', () => {
  let board: Board;

  beforeEach(() => {
    board = new Board(new SkyDeckApi(), new Announcer());
    board.take({
      value: {
        groups: [group('b', 2, [experiment(3)]), group('a', 1, [experiment(2), experiment(1)])],
        ungrouped: [experiment(4), experiment(5)],
      },
      revision: 10,
    });
  });

  const shown = () =>
    board.sections.map((section) => [section.group?.id ?? null, ...section.members.map((member) => member.id)]);

  it('shows groups in their order, members in theirs, the rest newest first', () => {
    expect(shown()).toEqual([
      ['a', 2, 1],
      ['b', 3],
      [null, 5, 4],
    ]);
  });

  it('moves an experiment when a group changes', () => {
    const { experiments: _members, ...header } = group('b', 2, []);
    board.apply(changes(11, { groups: [{ ...header, experiment_ids: [3, 4] }] }));
    expect(shown()).toEqual([
      ['a', 2, 1],
      ['b', 3, 4],
      [null, 5],
    ]);
  });

  it('drops what is removed, from groups too', () => {
    board.apply(changes(11, { removed_experiments: [1, 5], removed_groups: ['b'] }));
    expect(shown()).toEqual([
      ['a', 2],
      [null, 4, 3],
    ]);
  });

  it('does not go back to an older answer', () => {
    board.apply(changes(12, { experiments: [experiment(4, { name: 'new' })] }));
    board.putExperiment(experiment(4, { name: 'old' }), 11);
    expect(board.experiments.get(4)?.name).toBe('new');
  });

  it('keeps the epoch when an answer comes without it and follows checkpoints', () => {
    board.apply(changes(11, { checkpoints: [{ experiment_id: 4, latest_epoch: 20, count: 2 }] }));
    board.putExperiment(experiment(4, { name: 'renamed' }), 12);
    expect(board.experiments.get(4)).toMatchObject({ name: 'renamed', latest_epoch: 20 });
  });
});

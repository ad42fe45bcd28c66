import { describe, expect, it, vi } from 'vitest';
import type { Experiment } from '../model/experiment';
import { fakeDeck } from '../testing/fake-deck';
import { experimentActions, openLog, star } from './experiment-actions';

const experiment = {
  id: 7,
  name: 'dv.lr',
  desired_state: 'STOPPED',
  current_state: 'INIT',
  launch: null,
  held: null,
  starred: false,
} as Experiment;

function parts() {
  const answer = { value: { ...experiment, desired_state: 'RUNNING' }, revision: 9 };
  const takeBack = vi.fn();
  return {
    takeBack,
    api: {
      setDesiredState: vi.fn(() => Promise.resolve(answer)),
      deleteExperiment: vi.fn(() => Promise.resolve(answer)),
      undeleteExperiment: vi.fn(() => Promise.resolve(answer)),
      setStarred: vi.fn(() => Promise.resolve(answer)),
    },
    board: { putExperiment: vi.fn(), experiments: { put: vi.fn(), assume: vi.fn(() => takeBack) } },
    view: { go: vi.fn() },
  };
}

function press(deck: Parameters<typeof experimentActions>[0], id: string, of = experiment) {
  const action = experimentActions(deck, of).find((one) => one.id === id);
  return action?.run();
}

describe('what is offered', () => {
  const offered = (of: Partial<Experiment>) =>
    experimentActions(fakeDeck(parts()).deck, { ...experiment, ...of })
      .filter((action) => action.when)
      .map((action) => action.id);

  it.each([
    [{}, ['run', 'duplicate', 'sweep', 'edit', 'terminate', 'delete']],
    [
      { desired_state: 'RUNNING', current_state: 'RUNNING' },
      ['stop', 'log', 'duplicate', 'sweep', 'edit', 'terminate', 'delete'],
    ],
    [{ desired_state: 'TERMINATED' }, ['run', 'duplicate', 'sweep', 'delete']],
    [{ held: 'It is paused.' }, ['run', 'release', 'duplicate', 'sweep', 'edit', 'terminate', 'delete']],
  ] as const)('for %j is %j', (of, ids) => {
    expect(offered(of)).toEqual(ids);
  });
});

it('runs, and shows at once what the server made of it', async () => {
  const { api, board, ...rest } = parts();
  await press(fakeDeck({ api, board, ...rest }).deck, 'run');
  expect(api.setDesiredState).toHaveBeenCalledWith(7, 'RUNNING');
  expect(board.putExperiment).toHaveBeenCalledWith(expect.objectContaining({ desired_state: 'RUNNING' }), 9);
});

describe('the log', () => {
  const jobs = (ids: readonly string[]) =>
    vi.fn(() => Promise.resolve({ value: ids.map((id) => ({ id })), revision: 9 }));

  it('of a job that is known opens without asking', async () => {
    const { view, ...rest } = parts();
    const api = { jobs: jobs([]) };
    await openLog(fakeDeck({ ...rest, api, view, newestJobs: { of: () => ({ id: '41' }) } }).deck, experiment);
    expect(view.go).toHaveBeenCalledWith('/jobs/41');
    expect(api.jobs).not.toHaveBeenCalled();
  });

  it.each([
    [['40'], [['/jobs/40']], 0],
    [[], [], 1],
  ])('of the newest of %j opens, or it is said that there is none', async (ids, gone, failed) => {
    const { view, ...rest } = parts();
    const { deck, said } = fakeDeck({ ...rest, api: { jobs: jobs(ids) }, view, newestJobs: { of: () => null } });
    await openLog(deck, experiment);
    expect(view.go.mock.calls).toEqual(gone);
    expect(said.failed).toHaveBeenCalledTimes(failed);
  });
});

it.each([
  [true, 1],
  [false, 0],
])('terminates only for who confirms it: %j', async (yes, times) => {
  const { api, ...rest } = parts();
  await press(fakeDeck({ api, ...rest }, yes).deck, 'terminate');
  expect(api.setDesiredState).toHaveBeenCalledTimes(times);
});

it('offers to take a delete back', async () => {
  const { api, board, ...rest } = parts();
  const { deck, said } = fakeDeck({ api, board, ...rest });
  await press(deck, 'delete');
  expect(board.experiments.put).toHaveBeenCalledWith(7, null, 9);
  (said.done.mock.calls[0]?.[1] as () => void)();
  expect(api.undeleteExperiment).toHaveBeenCalledWith(7);
});

it('takes a star back that the server refuses', async () => {
  const { api, takeBack, ...rest } = parts();
  api.setStarred.mockRejectedValue(new Error('Not now.'));
  await star(fakeDeck({ api, ...rest }).deck, experiment);
  expect(takeBack).toHaveBeenCalled();
});

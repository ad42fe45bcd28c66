import { expect, it, vi } from 'vitest';
import { Problem } from '../api/problem';
import type { Experiment, Job } from '../model/experiment';
import { fakeDeck } from '../testing/fake-deck';
import { adoptJob, cancelJob } from './job-actions';

const job = { id: '41', experiment_id: 'ann.lr' } as Job;
const experiment = { id: 7, name: 'dv.lr' } as Experiment;

function deckWith(lists: object, yes = true) {
  const putExperiment = vi.fn();
  const { deck } = fakeDeck({ api: { lists }, board: { putExperiment } }, yes);
  return { deck, putExperiment };
}

it('gives a job to an experiment and shows it at once', async () => {
  const { deck, putExperiment } = deckWith({ adoptJob: () => Promise.resolve({ value: experiment, revision: 9 }) });
  expect(await adoptJob(deck, job, experiment)).toBeNull();
  expect(putExperiment).toHaveBeenCalledWith(experiment, 9);
});

it('says why a job cannot be adopted', async () => {
  const refused = new Problem(409, 'The experiment has a launch that is not settled.');
  const { deck, putExperiment } = deckWith({ adoptJob: () => Promise.reject(refused) });
  expect(await adoptJob(deck, job, experiment)).toBe('The experiment has a launch that is not settled.');
  expect(putExperiment).not.toHaveBeenCalled();
});

it.each([
  [true, 1],
  [false, 0],
])('cancels a job only for who confirms it: %j', async (yes, times) => {
  const cancel = vi.fn(() => Promise.resolve({}));
  const { deck } = deckWith({ cancelJob: cancel }, yes);
  await cancelJob(deck, job);
  expect(cancel).toHaveBeenCalledTimes(times);
});

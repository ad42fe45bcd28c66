import { expect, it, vi } from 'vitest';
import type { Experiment } from '../model/experiment';
import { fakeDeck } from '../testing/fake-deck';
import { relaunch } from './relaunch';

const experiment = { id: 7, name: 'dv.lr' } as Experiment;

function deckThatAnswers(yes: boolean) {
  const api = { relaunch: vi.fn(() => Promise.resolve({ value: { ...experiment, run_request: 2 }, revision: 9 })) };
  const putExperiment = vi.fn();
  const { deck } = fakeDeck({ api, board: { putExperiment } }, yes);
  return { api, putExperiment, deck };
}

it('relaunches what a person confirms, and shows it at once', async () => {
  const { api, putExperiment, deck } = deckThatAnswers(true);
  await relaunch(deck, experiment);
  expect(api.relaunch).toHaveBeenCalledWith(7);
  expect(putExperiment).toHaveBeenCalledWith({ ...experiment, run_request: 2 }, 9);
});

it('does nothing when a person would rather keep the job', async () => {
  const { api, deck } = deckThatAnswers(false);
  await relaunch(deck, experiment);
  expect(api.relaunch).not.toHaveBeenCalled();
});

import { expect, it, vi } from 'vitest';
import type { Condition, Experiment } from '../model/experiment';
import type { SkyDeck } from '../state/skydeck.svelte';
import { fakeDeck } from '../testing/fake-deck';
import { remedyActions } from './remedies';

const experiment = { id: 7, name: 'dv.lr', current_state: 'FAILED', desired_state: 'RUNNING' } as Experiment;

function deckThatAnswers(yes: boolean) {
  const answer = { value: { ...experiment, run_request: 2 }, revision: 9 };
  const api = {
    setDesiredState: vi.fn(() => Promise.resolve(answer)),
    lookAgain: vi.fn(() => Promise.resolve(answer)),
    sayNotCreated: vi.fn(() => Promise.resolve(answer)),
  };
  const { deck } = fakeDeck({ api, board: { putExperiment: vi.fn() } }, yes);
  return { api, deck };
}

async function press(deck: SkyDeck, type: string, title: string): Promise<void> {
  const condition = { type, reason: 'It waits.', since: '', next_at: '2026-11-22T00:01:00Z' } as Condition;
  await remedyActions(deck, experiment, condition)
    .find((action) => action.title === title)
    ?.run();
}

it('has the next try at once', async () => {
  const { api, deck } = deckThatAnswers(true);
  await press(deck, 'Backoff', 'Try now');
  expect(api.setDesiredState).toHaveBeenCalledWith(7, 'RUNNING');
});

it('calls the next try off', async () => {
  const { api, deck } = deckThatAnswers(true);
  await press(deck, 'Backoff', 'Stop');
  expect(api.setDesiredState).toHaveBeenCalledWith(7, 'STOPPED');
});

it('looks for a doubtful job at once', async () => {
  const { api, deck } = deckThatAnswers(true);
  await press(deck, 'LaunchAmbiguous', 'Look now');
  expect(api.lookAgain).toHaveBeenCalledWith(7);
});

it.each([
  [true, 1],
  [false, 0],
])('ends a doubtful launch only for who confirms it: %j', async (yes, times) => {
  const { api, deck } = deckThatAnswers(yes);
  await press(deck, 'LaunchAmbiguous', 'There is no job');
  expect(api.sayNotCreated).toHaveBeenCalledTimes(times);
});

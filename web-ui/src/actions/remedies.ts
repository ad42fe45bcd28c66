import type { Condition, Experiment } from '../model/experiment';
import { remediesOf, type Remedy } from '../model/condition';
import type { SkyDeck } from '../state/skydeck.svelte';
import type { ActionItem } from './action-item';
import { want } from './experiment-actions';
import { relaunch } from './relaunch';
import { release } from './release-actions';

/** What a person can do about a condition now, beside waiting. */
export function remedyActions(deck: SkyDeck, experiment: Experiment, condition: Condition): readonly ActionItem[] {
  return remediesOf(condition, experiment).map((remedy) => ({
    id: remedy,
    when: true,
    shortcut: null,
    ...actionOf(remedy, deck, experiment),
  }));
}

function actionOf(remedy: Remedy, deck: SkyDeck, experiment: Experiment): Pick<ActionItem, 'title' | 'icon' | 'run'> {
  switch (remedy) {
    case 'try now':
      return { title: 'Try now', icon: 'run', run: () => want(deck, experiment, 'RUNNING', 'Run') };
    case 'stop':
      return { title: 'Stop', icon: 'stop', run: () => want(deck, experiment, 'STOPPED', 'Stop') };
    case 'relaunch':
      return { title: 'Relaunch', icon: 'retry', run: () => relaunch(deck, experiment) };
    case 'relaunch with changes':
      return { title: 'Relaunch with changes', icon: 'retry', run: () => relaunch(deck, experiment) };
    case 'release':
      return { title: 'Release', icon: 'release', run: () => release(deck, experiment) };
    case 'look now':
      return { title: 'Look now', icon: 'search', run: () => lookAgain(deck, experiment) };
    case 'say there is none':
      return { title: 'There is no job', icon: 'close', run: () => sayNotCreated(deck, experiment) };
    case 'look at the servers':
      return {
        title: 'SkyPilot servers',
        icon: 'arrow',
        run: () => {
          deck.view.go('/health');
          return Promise.resolve();
        },
      };
  }
}

async function lookAgain(deck: SkyDeck, { id, name }: Experiment): Promise<void> {
  if ((await deck.attempt(`Looking for the job of ${name}`, () => deck.api.lookAgain(id))) !== null) {
    deck.toasts.done(`SkyPilot is asked for the job of ${name}`);
  }
}

/** Asks first: if it is not true, a second job may run. */
async function sayNotCreated(deck: SkyDeck, { id, name }: Experiment): Promise<void> {
  const yes = await deck.confirmation.ask({
    title: `Did SkyPilot make no job for ${name}?`,
    text:
      'Say so only when you have looked at SkyPilot. The launch ends as never made, and another takes its place if the ' +
      'experiment wants to run. A job of it that turns up after all is cancelled.',
    yes: 'There is no job',
  });
  const answer = yes ? await deck.attempt(`Ending the launch of ${name}`, () => deck.api.sayNotCreated(id)) : null;
  if (answer !== null) {
    deck.board.putExperiment(answer.value, answer.revision);
    deck.toasts.done(`The launch of ${name} has ended as never made`);
  }
}

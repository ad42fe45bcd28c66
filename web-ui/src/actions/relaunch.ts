import type { Experiment } from '../model/experiment';
import type { SkyDeck } from '../state/skydeck.svelte';

/** Has an experiment run as it is specified now. Asks first: its job is cancelled for that. */
export async function relaunch(deck: SkyDeck, experiment: Experiment): Promise<void> {
  const { id, name } = experiment;
  const yes = await deck.confirmation.ask({
    title: `Relaunch ${name}?`,
    text:
      'Its job is cancelled, and another is launched as it is specified now once that has ended. ' +
      'What the job did since its last checkpoint is lost.',
    yes: 'Relaunch',
  });
  const answer = yes ? await deck.attempt(`Relaunch ${name}`, () => deck.api.relaunch(id)) : null;
  if (answer !== null) {
    deck.board.putExperiment(answer.value, answer.revision);
    deck.toasts.done(`${name} is launched again once its job has ended`);
  }
}

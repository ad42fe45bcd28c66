import { messageOf } from '../api/problem';
import type { Experiment, Job } from '../model/experiment';
import type { SkyDeck } from '../state/skydeck.svelte';

/** Cancels a job. Asks first: what it did since its last checkpoint is lost. */
export async function cancelJob(deck: SkyDeck, job: Job): Promise<void> {
  const yes = await deck.confirmation.ask({
    title: `Cancel job ${job.id} of ${job.experiment_id}?`,
    text:
      'What it did since its last checkpoint is lost. If its experiment still wants to run, another job may be ' +
      'launched: stop the experiment instead to have none.',
    yes: 'Cancel the job',
  });
  if (yes && (await deck.attempt(`Cancelling job ${job.id}`, () => deck.api.lists.cancelJob(job.id))) !== null) {
    deck.toasts.done(`SkyPilot is asked to cancel job ${job.id}`);
  }
}

/** Gives a job that SkyDeck did not launch to an experiment. Answers why it was not, or null when it was. */
export async function adoptJob(deck: SkyDeck, job: Job, experiment: Experiment): Promise<string | null> {
  try {
    const { value, revision } = await deck.api.lists.adoptJob(job.id, experiment.id);
    deck.board.putExperiment(value, revision);
    deck.toasts.done(`Job ${job.id} is ${experiment.name}'s from now on`);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

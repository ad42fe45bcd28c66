import type { Noted } from '../api/client';
import type { Experiment } from '../model/experiment';
import type { FieldProblem } from '../model/field-problem';
import type { SkyDeck } from '../state/skydeck.svelte';
import { problemsOf } from './save-experiment';
import { takeBack } from './undo';

/** What became of "resume from here". */
export interface Resumed {
  /** The copy; null when none was made. */
  readonly copy: Noted | null;
  readonly problems: readonly FieldProblem[];
}

/** Copies an experiment to go on from a checkpoint. Empty texts leave name and flag to the server. */
export async function resumeFrom(
  deck: SkyDeck,
  experiment: Experiment,
  epoch: number,
  name: string,
  flag: string,
): Promise<Resumed> {
  try {
    const { value, revision, undo } = await deck.api.resume(experiment.id, epoch, orNull(name), orNull(flag));
    deck.board.putExperiment(value.experiment, revision);
    const what = `${value.experiment.name}, from epoch ${epoch}`;
    deck.toasts.done(`Created ${what}`, undo === null ? null : () => void takeBack(deck, undo, what));
    return { copy: value, problems: [] };
  } catch (error) {
    return { copy: null, problems: problemsOf(error, 'name') };
  }
}

/** Has the browser download a checkpoint from S3, by a link that the server signs for it. */
export async function download(deck: SkyDeck, experiment: Experiment, epoch: number): Promise<void> {
  const answer = await deck.attempt(`Downloading epoch ${epoch}`, () => deck.api.checkpointLink(experiment.id, epoch));
  if (answer === null) {
    return;
  }
  if (answer.value === null) {
    deck.toasts.failed(`The checkpoint of epoch ${epoch} is gone from S3.`);
    return;
  }
  // In a tab of its own: a bucket that refuses answers something that would stand in place of the page.
  const anchor = document.createElement('a');
  Object.assign(anchor, { href: answer.value.url, target: '_blank', rel: 'noreferrer', download: '' });
  anchor.click();
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

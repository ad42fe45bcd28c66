import { commandOf } from '../model/command';
import { curlOf } from '../model/curl';
import type { Experiment } from '../model/experiment';
import { experimentPath } from '../routes';
import type { SkyDeck } from '../state/skydeck.svelte';

/** Something of an experiment that can be copied. */
export interface CopyItem {
  readonly id: string;
  readonly title: string;
  readonly run: () => void;
}

/** All that can be copied of an experiment, to be used elsewhere. */
export function copyItems(deck: SkyDeck, experiment: Experiment): readonly CopyItem[] {
  const { origin } = window.location;
  const item = (id: string, title: string, what: string, text: () => string): CopyItem => ({
    id,
    title,
    run: () => void deck.copy(text(), what),
  });
  return [
    item('command', 'Command', 'the command', () => commandOf(experiment)),
    { id: 'task', title: 'SkyPilot task as YAML', run: () => void copyTask(deck, experiment) },
    item('curl', 'curl that creates the same', 'the curl', () =>
      curlOf(experiment, origin, deck.session.name !== null),
    ),
    item('link', 'Link', 'the link', () => `${origin}${experimentPath(experiment.id)}`),
    item('name', 'Name', 'the name', () => experiment.name),
  ];
}

/** The same of many, a line or a paragraph each; tasks are copied one by one. */
export function copyManyItems(deck: SkyDeck, chosen: readonly Experiment[]): readonly CopyItem[] {
  const [only] = chosen;
  if (chosen.length === 1 && only !== undefined) {
    return copyItems(deck, only);
  }
  const { origin } = window.location;
  const token = deck.session.name !== null;
  const lines = (id: string, title: string, what: string, line: (experiment: Experiment) => string): CopyItem => ({
    id,
    title,
    run: () => void deck.copy(chosen.map(line).join('\n'), what),
  });
  return [
    lines('command', 'Commands', 'the commands', commandOf),
    lines('curl', 'curls that create the same', 'the curls', (experiment) => curlOf(experiment, origin, token)),
    lines('link', 'Links', 'the links', ({ id }) => `${origin}${experimentPath(id)}`),
    lines('name', 'Names', 'the names', ({ name }) => name),
  ];
}

async function copyTask(deck: SkyDeck, { id, name }: Experiment): Promise<void> {
  const answer = await deck.attempt(`Reading the task of ${name}`, () => deck.api.task(id));
  if (answer !== null) {
    await deck.copy(answer.value.task, 'the task');
  }
}

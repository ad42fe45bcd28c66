import type { DesiredState, Experiment } from '../model/experiment';
import { canRun, canStop } from '../model/experiment-state';
import { editPath, jobPath, sweepPath } from '../routes';
import type { SkyDeck } from '../state/skydeck.svelte';
import type { ActionItem } from './action-item';
import { duplicate } from './bulk-actions';
import { release } from './release-actions';

/** What can be done with an experiment, in the order it is offered. */
export function experimentActions(deck: SkyDeck, experiment: Experiment): readonly ActionItem[] {
  return [
    {
      id: 'run',
      title: 'Run',
      icon: 'run',
      when: canRun(experiment),
      shortcut: 'Shift+R',
      run: () => want(deck, experiment, 'RUNNING', 'Run'),
    },
    {
      id: 'stop',
      title: 'Stop',
      icon: 'stop',
      when: canStop(experiment),
      shortcut: 'Shift+S',
      run: () => want(deck, experiment, 'STOPPED', 'Stop'),
    },
    {
      id: 'release',
      title: 'Release',
      icon: 'release',
      when: experiment.held !== null,
      shortcut: null,
      run: () => release(deck, experiment),
    },
    {
      id: 'log',
      title: 'Log',
      icon: 'log',
      when: experiment.launch !== null || experiment.current_state !== 'INIT',
      shortcut: 'l',
      run: () => openLog(deck, experiment),
    },
    {
      id: 'duplicate',
      title: 'Duplicate',
      icon: 'duplicate',
      when: true,
      shortcut: 'd',
      run: () => duplicate(deck, [experiment]),
    },
    {
      id: 'sweep',
      title: 'Sweep',
      icon: 'compare',
      when: true,
      shortcut: null,
      run: () => {
        deck.view.go(sweepPath(experiment.id));
        return Promise.resolve();
      },
    },
    {
      id: 'edit',
      title: 'Edit',
      icon: 'edit',
      when: experiment.desired_state !== 'TERMINATED',
      shortcut: 'e',
      run: () => {
        deck.view.go(editPath(experiment.id));
        return Promise.resolve();
      },
    },
    {
      id: 'terminate',
      title: 'Terminate',
      icon: 'terminate',
      when: experiment.desired_state !== 'TERMINATED',
      shortcut: null,
      run: () => terminate(deck, experiment),
    },
    {
      id: 'delete',
      title: 'Delete',
      icon: 'delete',
      when: true,
      shortcut: 'Delete',
      run: () => remove(deck, experiment),
    },
  ];
}

export async function star(deck: SkyDeck, experiment: Experiment): Promise<void> {
  const starred = !experiment.starred;
  const takeBack = deck.board.experiments.assume(experiment.id, (row) => ({ ...row, starred }));
  const answer = await deck.attempt('Star', () => deck.api.setStarred(experiment.id, starred));
  if (answer === null) {
    takeBack();
  }
}

/** Says what an experiment shall be. Run again asks for another run at once. */
export async function want(deck: SkyDeck, experiment: Experiment, desired: DesiredState, doing: string): Promise<void> {
  const answer = await deck.attempt(`${doing} ${experiment.name}`, () =>
    deck.api.setDesiredState(experiment.id, desired),
  );
  if (answer !== null) {
    deck.board.putExperiment(answer.value, answer.revision);
  }
}

/** Opens the log of its newest job, or says that there is none yet. */
export async function openLog(deck: SkyDeck, { id, name }: Experiment): Promise<void> {
  const known = deck.newestJobs.of(name);
  const read = known === null ? await deck.attempt(`Looking for the job of ${name}`, () => deck.api.jobs(id, 1)) : null;
  const job = known ?? read?.value[0];
  if (job !== undefined) {
    deck.view.go(jobPath(job.id));
  } else if (read !== null) {
    deck.toasts.failed(`${name} has no job yet, so there is no log.`);
  }
}

async function terminate(deck: SkyDeck, experiment: Experiment): Promise<void> {
  const yes = await deck.confirmation.ask({
    title: `Terminate ${experiment.name}?`,
    text: 'Its job is cancelled and edits are refused until it is run or stopped again. Jobs and checkpoints stay.',
    yes: 'Terminate',
  });
  if (yes) {
    await want(deck, experiment, 'TERMINATED', 'Terminate');
  }
}

async function remove(deck: SkyDeck, experiment: Experiment): Promise<void> {
  const { id, name } = experiment;
  const answer = await deck.attempt(`Delete ${name}`, () => deck.api.deleteExperiment(id));
  if (answer === null) {
    return;
  }
  deck.board.experiments.put(id, null, answer.revision);
  deck.toasts.done(`Deleted ${name}`, () => {
    void deck.attempt(`Undo of delete ${name}`, () => deck.api.undeleteExperiment(id));
  });
}

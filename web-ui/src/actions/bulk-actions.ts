import { commandOf } from '../model/command';
import type { DesiredState, Experiment } from '../model/experiment';
import { canRun, canStop } from '../model/experiment-state';
import { moveOperation, plainOperation, stateOperation } from '../model/operations';
import type { SkyDeck } from '../state/skydeck.svelte';
import type { ActionItem } from './action-item';
import { runEach } from './batch';

/** What can be done with many experiments at once; each is one request, and what can be taken back is. */
export function bulkActions(deck: SkyDeck, chosen: readonly Experiment[]): readonly ActionItem[] {
  const runnable = chosen.filter(canRun);
  const stoppable = chosen.filter(canStop);
  const living = chosen.filter((experiment) => experiment.desired_state !== 'TERMINATED');
  const held = chosen.filter((experiment) => experiment.held !== null);
  return [
    {
      id: 'run',
      title: 'Run',
      icon: 'run',
      when: runnable.length > 0,
      shortcut: 'Shift+R',
      run: () => want(deck, runnable, 'RUNNING', 'Run'),
    },
    {
      id: 'stop',
      title: 'Stop',
      icon: 'stop',
      when: stoppable.length > 0,
      shortcut: 'Shift+S',
      run: () => want(deck, stoppable, 'STOPPED', 'Stop'),
    },
    {
      id: 'release',
      title: 'Release',
      icon: 'release',
      when: held.length > 0,
      shortcut: null,
      run: () => release(deck, held),
    },
    {
      id: 'terminate',
      title: 'Terminate',
      icon: 'terminate',
      when: living.length > 0,
      shortcut: null,
      run: () => terminate(deck, living),
    },
    {
      id: 'duplicate',
      title: 'Duplicate',
      icon: 'duplicate',
      when: true,
      shortcut: 'd',
      run: () => duplicate(deck, chosen),
    },
    {
      id: 'copy',
      title: chosen.length === 1 ? 'Copy command' : 'Copy commands',
      icon: 'copy',
      when: true,
      shortcut: 'c',
      run: () => deck.copy(chosen.map(commandOf).join('\n'), chosen.length === 1 ? 'the command' : 'the commands'),
    },
    {
      id: 'delete',
      title: 'Delete',
      icon: 'delete',
      when: true,
      shortcut: 'Delete',
      run: () => remove(deck, chosen),
    },
  ];
}

/** Moves experiments into a group, or out of all for null; with `add` they stay in their other groups too. */
export async function moveTo(
  deck: SkyDeck,
  ids: readonly number[],
  group: { readonly id: string; readonly name: string } | null,
  before: number | null,
  add: boolean,
): Promise<void> {
  const where = group === null ? 'out of groups' : `to ${group.name}`;
  const what = `${add ? 'Added' : 'Moved'} ${count(ids.length)} ${where}`;
  await runEach(
    deck,
    what,
    ids.map((id) => moveOperation(id, group?.id ?? null, before, add)),
  );
}

async function want(deck: SkyDeck, chosen: readonly Experiment[], desired: DesiredState, word: string): Promise<void> {
  await runEach(
    deck,
    `${word}: ${subject(chosen)}`,
    chosen.map(({ id }) => stateOperation(id, desired)),
  );
}

async function terminate(deck: SkyDeck, chosen: readonly Experiment[]): Promise<void> {
  const running = chosen.filter((experiment) => experiment.current_state === 'RUNNING').length;
  const yes = await deck.confirmation.ask({
    title: `Terminate ${subject(chosen)}?`,
    text:
      `${running === 0 ? 'None of them runs' : running === 1 ? '1 running job is cancelled' : `${running} running jobs are cancelled`}; ` +
      `edits are refused until they are run or stopped again. ${names(chosen)}`,
    yes: 'Terminate',
  });
  if (yes) {
    await want(deck, chosen, 'TERMINATED', 'Terminate');
  }
}

async function release(deck: SkyDeck, held: readonly Experiment[]): Promise<void> {
  const running = held.filter((experiment) => experiment.desired_state === 'RUNNING').length;
  const yes = await deck.confirmation.ask({
    title: `Release ${subject(held)}?`,
    text: `${running} of them ${running === 1 ? 'wants' : 'want'} to run: jobs may be launched at once.`,
    yes: 'Release',
  });
  if (yes) {
    await runEach(
      deck,
      `Released ${subject(held)}`,
      held.map(({ id }) => plainOperation('release', id)),
    );
  }
}

/** The copies are selected, so that what was meant for them can follow. */
export async function duplicate(deck: SkyDeck, chosen: readonly Experiment[]): Promise<void> {
  const result = await runEach(
    deck,
    `Duplicated ${subject(chosen)}`,
    chosen.map(({ id }) => plainOperation('duplicate', id)),
  );
  const copies = (result?.items ?? []).flatMap((item) => (item.error === null && item.id !== null ? [item.id] : []));
  if (copies.length > 0) {
    deck.selection.only(copies);
  }
}

async function remove(deck: SkyDeck, chosen: readonly Experiment[]): Promise<void> {
  await runEach(
    deck,
    `Deleted ${subject(chosen)}`,
    chosen.map(({ id }) => plainOperation('delete', id)),
  );
}

function count(many: number): string {
  return many === 1 ? '1 experiment' : `${many.toLocaleString('en')} experiments`;
}

function subject(chosen: readonly Experiment[]): string {
  const [first] = chosen;
  return chosen.length === 1 && first !== undefined ? first.name : count(chosen.length);
}

const NAMED_AT_MOST = 5;

function names(chosen: readonly Experiment[]): string {
  const more = chosen.length - NAMED_AT_MOST;
  const list = chosen.slice(0, NAMED_AT_MOST).map((experiment) => experiment.name);
  return `${list.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

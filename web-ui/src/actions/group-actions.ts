import type { GroupChanges } from '../api/client';
import { messageOf } from '../api/problem';
import type { GroupRow } from '../api/stream/changes';
import type { SkyDeck } from '../state/skydeck.svelte';
import { takeBack } from './undo';

/** Makes a group; the answer says why it could not be made, null when it was. */
export async function createGroup(deck: SkyDeck, name: string): Promise<string | null> {
  try {
    const { value, revision } = await deck.api.createGroup(name);
    const { experiments, ...header } = value;
    const row = { ...header, experiment_ids: experiments.map((experiment) => experiment.id) };
    deck.board.groups.put(row.id, row, revision);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

export async function fold(deck: SkyDeck, group: GroupRow): Promise<void> {
  const collapsed = !group.collapsed;
  const takeBack = deck.board.groups.assume(group.id, (row) => ({ ...row, collapsed }));
  const answer = await deck.attempt('Fold', () => deck.api.setCollapsed(group.id, collapsed));
  if (answer === null) {
    takeBack();
  }
}

/** Renames it. Says why not; null when it was done. */
export async function renameGroup(deck: SkyDeck, group: GroupRow, name: string): Promise<string | null> {
  if (name.trim() === '') {
    return 'Give the group a name.';
  }
  return change(deck, group, { name: name.trim() });
}

/** Chooses the columns of its flags, in their order; none leaves it to what differs. */
export async function chooseColumns(deck: SkyDeck, group: GroupRow, flags: readonly string[]): Promise<string | null> {
  return change(deck, group, { flags });
}

/** Takes a group away. Asks first when it has members, though they stay. */
export async function deleteGroup(deck: SkyDeck, group: GroupRow): Promise<void> {
  const members = group.experiment_ids.length;
  const yes =
    members === 0 ||
    (await deck.confirmation.ask({
      title: `Delete the group ${group.name}?`,
      text: `Its ${members === 1 ? 'experiment stays' : `${members} experiments stay`}, in other groups or in none. Nothing is stopped.`,
      yes: 'Delete the group',
    }));
  const reply = yes ? await deck.attempt(`Deleting ${group.name}`, () => deck.api.deleteGroup(group.id)) : null;
  if (reply !== null) {
    deck.board.groups.put(group.id, null, reply.revision);
    const { undo } = reply;
    const what = `the group ${group.name}`;
    deck.toasts.done(`Deleted ${what}`, undo === null ? null : () => void takeBack(deck, undo, what));
  }
}

/** Moves a group up or down among the groups. */
export async function moveGroup(deck: SkyDeck, group: GroupRow, step: number): Promise<void> {
  const order = deck.board.groups
    .values()
    .sort((one, other) => one.order - other.order)
    .map(({ id }) => id);
  const from = order.indexOf(group.id);
  const to = Math.max(0, Math.min(order.length - 1, from + step));
  const moved = order.toSpliced(from, 1).toSpliced(to, 0, group.id);
  await deck.attempt(`Moving ${group.name}`, () => deck.api.reorderGroups(moved));
}

async function change(deck: SkyDeck, group: GroupRow, changes: GroupChanges): Promise<string | null> {
  try {
    const { value, revision } = await deck.api.patchGroup(group.id, changes);
    const { experiments, ...header } = value;
    deck.board.groups.put(group.id, { ...header, experiment_ids: experiments.map(({ id }) => id) }, revision);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

import type { GroupRow } from '../api/stream/changes';
import type { SkyDeck } from '../state/skydeck.svelte';

export async function createGroup(deck: SkyDeck, name: string): Promise<boolean> {
  const answer = await deck.attempt('New group', () => deck.api.createGroup(name));
  if (answer === null) {
    return false;
  }
  const { experiments, ...header } = answer.value;
  const row = { ...header, experiment_ids: experiments.map((experiment) => experiment.id) };
  deck.board.groups.put(row.id, row, answer.revision);
  return true;
}

export async function fold(deck: SkyDeck, group: GroupRow): Promise<void> {
  const collapsed = !group.collapsed;
  const takeBack = deck.board.groups.assume(group.id, (row) => ({ ...row, collapsed }));
  const answer = await deck.attempt('Fold', () => deck.api.setCollapsed(group.id, collapsed));
  if (answer === null) {
    takeBack();
  }
}

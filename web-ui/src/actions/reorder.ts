import type { RowPlace } from '../state/rows.svelte';
import type { SkyDeck } from '../state/skydeck.svelte';
import { moveTo } from './bulk-actions';

/** Moves an experiment up or down in the group that the row is in. */
export async function reorder(deck: SkyDeck, { group, id }: RowPlace, step: number): Promise<void> {
  const section = deck.board.sections.find((one) => (one.group?.id ?? null) === group);
  if (section === undefined) {
    return;
  }
  const order = section.members.map((member) => member.id);
  const from = order.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= order.length) {
    return;
  }
  if (section.group === null) {
    const moved = order.filter((one) => one !== id).toSpliced(to, 0, id);
    await deck.attempt('Moving', () => deck.api.reorder(moved));
    return;
  }
  // Down by one stands before the one after the next.
  const before = order[step < 0 ? to : to + 1] ?? null;
  await moveTo(deck, [id], section.group, before, true);
}

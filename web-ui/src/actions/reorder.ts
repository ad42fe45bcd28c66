import type { SkyDeck } from '../state/skydeck.svelte';
import { moveTo } from './bulk-actions';

/** Moves an experiment up or down in the first section that has it. */
export async function reorder(deck: SkyDeck, id: number, step: number): Promise<void> {
  const section = deck.board.sections.find(({ members }) => members.some((member) => member.id === id));
  if (section === undefined) {
    return;
  }
  const order = section.members.map((member) => member.id);
  const from = order.indexOf(id);
  const to = from + step;
  if (to < 0 || to >= order.length) {
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

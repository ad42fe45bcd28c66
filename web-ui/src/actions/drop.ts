import type { DropPlace } from '../state/drag.svelte';
import type { SkyDeck } from '../state/skydeck.svelte';
import { moveTo } from './bulk-actions';

/** Puts experiments where they were dropped; with `add` they stay in their other groups too. */
export async function drop(
  deck: SkyDeck,
  ids: readonly number[],
  from: string | null,
  place: DropPlace,
  add: boolean,
): Promise<void> {
  const group = place.group === null ? null : (deck.board.groups.get(place.group) ?? null);
  if (place.before !== null && ids.includes(place.before)) {
    return;
  }
  if (group !== null) {
    // Within its group it only changes its place: other groups keep it.
    await moveTo(deck, ids, group, place.before, add || from === group.id);
    return;
  }
  if (from !== null) {
    await moveTo(deck, ids, null, null, false);
  }
  const order = deck.board.sections.find((section) => section.group === null)?.members.map(({ id }) => id) ?? [];
  const rest = order.filter((id) => !ids.includes(id));
  const at = place.before === null ? rest.length : rest.indexOf(place.before);
  await deck.attempt('Moving', () => deck.api.reorder(rest.toSpliced(at < 0 ? rest.length : at, 0, ...ids)));
}

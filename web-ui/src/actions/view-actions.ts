import type { SavedView } from '../api/lists';
import type { SkyDeck } from '../state/skydeck.svelte';
import type { ViewParts } from '../model/view-parts';

/**
 * What is saved of the board as it is shown. A view keeps to the flags that there are now, so that a new one never changes
 * it, unless it keeps to its own already.
 */
function savedNow({ shown }: SkyDeck, flags: readonly string[]): ViewParts {
  return { ...shown.parts, flags: shown.parts.flags ?? (flags.length === 0 ? null : flags) };
}

/** Saves what is shown as another view and goes there; throws the problem. */
export async function createView(
  deck: SkyDeck,
  name: string,
  flags: readonly string[],
  shared: boolean,
): Promise<void> {
  const { value } = await deck.api.lists.createView(name, savedNow(deck, flags), shared);
  await deck.shown.views.refresh();
  deck.view.go(`/v/${value.id}`);
}

/** Saves what is shown in place of what the view was. */
export async function saveView(deck: SkyDeck, view: SavedView, flags: readonly string[]): Promise<void> {
  const parts = savedNow(deck, flags);
  const saved = await deck.attempt('Saving the view', () => deck.api.lists.editView(view, parts));
  if (saved !== null) {
    await deck.shown.views.refresh();
    // Who went elsewhere meanwhile keeps what stands in that address.
    if (deck.shown.saved?.id === view.id) {
      deck.shown.settle();
    }
    deck.toasts.done(`Saved ${view.name}`);
  }
}

export async function deleteView(deck: SkyDeck, view: SavedView): Promise<void> {
  const yes = await deck.confirmation.ask({
    title: `Delete the view ${view.name}?`,
    text: 'Experiments stay. Links to the view lead to all of them.',
    yes: 'Delete the view',
  });
  if (yes && (await deck.attempt('Deleting the view', () => deck.api.lists.deleteView(view.id))) !== null) {
    deck.view.go('/');
    await deck.shown.views.refresh();
  }
}

import type { SkyDeck } from '../state/skydeck.svelte';

/** Takes a write back and says what could not be taken back. */
export async function takeBack(deck: SkyDeck, token: string, what: string): Promise<void> {
  const reply = await deck.attempt(`Undo of ${what}`, () => deck.api.undo(token));
  if (reply === null) {
    return;
  }
  const left = reply.value.items.filter((item) => item.error !== null);
  const [first] = left;
  if (first?.error) {
    const others = left.length > 1 ? ` (and ${left.length - 1} more)` : '';
    deck.toasts.failed(`${first.name ?? 'Something'} stays as it is: ${first.error.detail}${others}`);
  } else {
    deck.toasts.done(`Taken back: ${what}`);
  }
}

import type { Server } from '../model/server-state';
import type { SkyDeck } from '../state/skydeck.svelte';

/** Says that the other database behind a server's address is the one to use. Asks first: it cannot be taken back. */
export async function acceptServer(deck: SkyDeck, server: Server): Promise<void> {
  const yes = await deck.confirmation.ask({
    title: `Accept the other database behind ${server.url}?`,
    text:
      'Jobs of the old database that were alive are recorded as lost, whether they still run or not; SkyDeck does ' +
      'nothing to them. Experiments that are held stay held until you release them. This cannot be taken back: ' +
      'choose Keep if the old database is to come back.',
    yes: 'Accept',
  });
  if (!yes) {
    return;
  }
  const answer = await deck.attempt('Accepting the server', () => deck.api.acceptServer(server.number));
  if (answer !== null) {
    deck.toasts.done('Accepted. What is held goes on once you release it.');
  }
  await deck.servers.refresh();
}

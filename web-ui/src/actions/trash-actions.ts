import type { TrashItem } from '../api/lists';
import type { SkyDeck } from '../state/skydeck.svelte';

/** Brings a deleted experiment back, stopped. Says whether it came. */
export async function restore(deck: SkyDeck, { experiment }: TrashItem): Promise<boolean> {
  const reply = await deck.attempt(`Restoring ${experiment.name}`, () => deck.api.lists.restore(experiment.id));
  if (reply === null) {
    return false;
  }
  deck.board.putExperiment(reply.value.experiment, reply.revision);
  deck.toasts.done(reply.value.note ?? `${reply.value.experiment.name} is back, stopped`);
  return true;
}

/** Drops deleted experiments for good. Asks first: nothing brings them back. */
export async function purge(deck: SkyDeck, items: readonly TrashItem[]): Promise<boolean> {
  const what = items.length === 1 ? (items[0]?.experiment.name ?? '') : `${items.length} experiments`;
  const yes = await deck.confirmation.ask({
    title: `Drop ${what} for good?`,
    text: 'What they specify goes and cannot be brought back. Jobs, checkpoints in S3 and history stay.',
    yes: 'Drop for good',
  });
  const ids = items.map(({ experiment }) => experiment.id);
  return yes && (await deck.attempt(`Dropping ${what}`, () => deck.api.lists.purge(ids))) !== null;
}

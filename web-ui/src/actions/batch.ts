import type { BatchResult } from '../api/client';
import { messageOf, Problem } from '../api/problem';
import { MOST_OPERATIONS, type Operation } from '../model/operations';
import type { SkyDeck } from '../state/skydeck.svelte';
import { takeBack } from './undo';

/**
 * Does something to many experiments as one write, each alone, and offers to take it back. What failed is listed by
 * name; null when nothing was done.
 *
 * @param what in the past tense, "Stopped 3 experiments"
 */
export async function runEach(
  deck: SkyDeck,
  what: string,
  operations: readonly Operation[],
): Promise<BatchResult | null> {
  if (operations.length > MOST_OPERATIONS) {
    deck.toasts.failed(`At most ${MOST_OPERATIONS.toLocaleString('en')} at once; these are ${operations.length}.`);
    return null;
  }
  const reply = await deck.attempt(what, () => deck.api.runBatch(operations, 'each'));
  if (reply === null) {
    return null;
  }
  const failed = reply.value.items.filter((item) => item.error !== null);
  if (failed.length > 0) {
    deck.report.show(what, reply.value.items);
  }
  if (failed.length < operations.length) {
    const { undo } = reply.value;
    const but = failed.length === 0 ? '' : `, but ${failed.length} of ${operations.length} were refused`;
    deck.toasts.done(`${what}${but}`, undo === null ? null : () => void takeBack(deck, undo, what));
  }
  return reply.value;
}

/** What came of an edit of many at once. */
export type Together =
  | { readonly ok: true; readonly warnings: readonly string[] }
  /** Nothing was changed; somebody else edited one of them first, or the server refused it. */
  | { readonly ok: false; readonly outdated: boolean; readonly message: string };

/** Edits many experiments, all or none, and offers to take it back. */
export async function runTogether(deck: SkyDeck, what: string, operations: readonly Operation[]): Promise<Together> {
  try {
    const { value, warnings } = await deck.api.runBatch(operations, 'atomic');
    const { undo } = value;
    deck.toasts.done(what, undo === null ? null : () => void takeBack(deck, undo, what));
    return { ok: true, warnings: warnings.map((warning) => warning.message) };
  } catch (error) {
    const outdated = error instanceof Problem && error.status === 412;
    const fields = error instanceof Problem ? error.fields.map((field) => field.message) : [];
    return { ok: false, outdated, message: fields[0] ?? messageOf(error) };
  }
}

import { vi, type Mock } from 'vitest';
import type { SkyDeck } from '../state/skydeck.svelte';

/** What tests of actions look at. */
export interface FakeDeck {
  readonly deck: SkyDeck;
  /** What is done and said, by name: "done", "failed", "ask". */
  readonly said: { readonly done: Mock; readonly failed: Mock; readonly ask: Mock };
}

/**
 * A deck for tests of actions, with the parts that a test gives. An attempt that is refused answers null, as the real
 * one does.
 *
 * @param yes what a person answers to a question
 */
export function fakeDeck(parts: object, yes = true): FakeDeck {
  const said = { done: vi.fn(), failed: vi.fn(), ask: vi.fn(() => Promise.resolve(yes)) };
  const attempt = async (_: string, action: () => Promise<unknown>) => {
    try {
      return await action();
    } catch (error) {
      said.failed(error instanceof Error ? error.message : 'unknown');
      return null;
    }
  };
  const deck = {
    toasts: { done: said.done, failed: said.failed },
    confirmation: { ask: said.ask },
    attempt,
    ...parts,
  } as unknown as SkyDeck;
  return { deck, said };
}

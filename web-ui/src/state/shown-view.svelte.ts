import type { SkyDeckApi } from '../api/client';
import type { SavedView } from '../api/lists';
import { nextSorting, sortingOf, sortingText, type Sorting } from '../model/sorting';
import { partsOf, PLAIN, queryOf, savedParts, type ViewParts } from '../model/view-parts';
import { LiveValue } from './live-value.svelte';
import type { View } from './view.svelte';

/** What the board is asked to show: what the address says goes before the saved view that it names. */
export class ShownView {
  readonly views: LiveValue<readonly SavedView[]>;
  readonly #view: View;

  constructor(api: SkyDeckApi, view: View) {
    this.#view = view;
    this.views = new LiveValue(() => api.lists.views());
  }

  /** The saved view that the address names. */
  readonly saved: SavedView | null = $derived.by(() => {
    const { behind } = this.#view;
    const { current } = this.views;
    if (behind.page !== 'board' || behind.view === null || current.kind !== 'ready') {
      return null;
    }
    return current.value.find((view) => view.id === behind.view) ?? null;
  });

  readonly #savedParts: ViewParts = $derived(this.saved === null ? PLAIN : savedParts(this.saved));
  readonly parts: ViewParts = $derived.by(() => partsOf(this.#view.query, this.#savedParts));
  readonly sorting: Sorting | null = $derived(sortingOf(this.parts.sort));

  /** Whether the saved view, or everything, is shown otherwise than it was saved. */
  get edited(): boolean {
    return Object.values(queryOf(this.parts, this.#savedParts)).some((text) => text !== null);
  }

  /** Shows some of it otherwise; the rest stays. */
  show(changes: Partial<ViewParts>): void {
    this.#view.setQuery(queryOf({ ...this.parts, ...changes }, this.#savedParts));
  }

  sortBy(field: string): void {
    this.show({ sort: sortingText(nextSorting(this.sorting, field)) });
  }

  /** What is shown is what is saved: nothing is left to stand in the address. */
  settle(): void {
    this.#view.setQuery({ filter: null, sort: null, columns: null, flags: null });
  }
}

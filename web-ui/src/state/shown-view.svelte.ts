import { untrack } from 'svelte';
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
  #wantedId: string | null = null;
  /** For which id they were read last. */
  #soughtId: string | null = $state(null);

  constructor(api: SkyDeckApi, view: View) {
    this.#view = view;
    this.views = new LiveValue(async () => {
      const id = this.#wantedId;
      const answer = await api.lists.views();
      // A link opens a view that is in nobody's list but its owner's.
      const linked = id === null || answer.value.some((one) => one.id === id) ? null : await api.lists.view(id);
      this.#soughtId = id;
      return linked === null ? answer : { ...answer, value: [...answer.value, linked] };
    });
  }

  /** Reads the views, the named one too where it is in no list. */
  readFor(id: string | null): void {
    this.#wantedId = id;
    untrack(() => void this.views.refresh());
  }

  /** What the address names; null for no saved view. */
  get id(): string | null {
    const { behind } = this.#view;
    return behind.page === 'board' ? behind.view : null;
  }

  /** The saved view that the address names; null for none, and until it was read. */
  readonly saved: SavedView | null = $derived.by(() => {
    const { current } = this.views;
    return current.kind === 'ready' ? (current.value.find((view) => view.id === this.id) ?? null) : null;
  });

  /** Where the saved view is that the address names: without it the board would show everything as if that were it. */
  get state(): 'here' | 'reading' | 'missing' | 'failed' {
    const { kind } = this.views.current;
    if (this.id === null || this.saved !== null) {
      return 'here';
    }
    return kind === 'ready'
      ? this.#soughtId === this.id
        ? 'missing'
        : 'reading'
      : kind === 'failed'
        ? 'failed'
        : 'reading';
  }

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

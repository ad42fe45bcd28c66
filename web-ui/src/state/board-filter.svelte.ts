import type { SkyDeckApi } from '../api/client';
import { messageOf } from '../api/problem';
import type { SavedView } from '../api/lists';
import { nextSorting, rankOf, sortingOf, sortingText, wouldMove, type Sorting } from '../model/sorting';
import { LiveValue } from './live-value.svelte';
import type { View } from './view.svelte';

const PAUSE_MS = 250;
const AGAIN_MS = 1_000;

/**
 * Which experiments the board shows. The server judges the filter, so that the page, the API and the command line mean
 * the same by it; what changed is judged again.
 */
export class BoardFilter {
  /** The ids that are shown; null for all. */
  found: ReadonlySet<number> | null = $state.raw(null);
  /** The order that rows stand in; null for the one that people made. It moves only when somebody asks for it. */
  rank: ReadonlyMap<number, number> | null = $state.raw(null);
  /** The newest order, which rows would stand in. */
  newest: readonly number[] = $state.raw([]);
  /** Why the filter means nothing; null when it does. */
  problem: string | null = $state(null);
  /** What is typed and not yet a clause. */
  draft = $state('');
  readonly views: LiveValue<readonly SavedView[]>;
  readonly #api: SkyDeckApi;
  readonly #view: View;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: SkyDeckApi, view: View) {
    this.#api = api;
    this.#view = view;
    this.views = new LiveValue(() => api.lists.views());
  }

  /** The saved view that the address names. */
  get saved(): SavedView | null {
    const { behind } = this.#view;
    const { current } = this.views;
    if (behind.page !== 'board' || behind.view === null || current.kind !== 'ready') {
      return null;
    }
    return current.value.find((view) => view.id === behind.view) ?? null;
  }

  /** The clauses as a text: those of the address, or those of the saved view that it names. */
  get text(): string {
    return this.#view.query.get('filter') ?? this.saved?.filter ?? '';
  }

  /** Whether the saved view is shown otherwise than it was saved. */
  get edited(): boolean {
    const { saved } = this;
    return saved !== null && this.text !== saved.filter;
  }

  /** Shows what these clauses find. */
  set(text: string): void {
    this.#view.setQuery({ filter: text === (this.saved?.filter ?? '') ? null : text });
    // Nothing at all, where the saved view has clauses.
    if (text === '' && (this.saved?.filter ?? '') !== '') {
      this.#view.setQuery({ filter: ' ' });
    }
  }

  get sorting(): Sorting | null {
    return sortingOf(this.#view.query.get('sort'));
  }

  /** How many rows would move if they were put into order again. */
  get moves(): number {
    return this.rank === null ? 0 : wouldMove([...this.rank.keys()], this.newest);
  }

  sortBy(field: string): void {
    this.#view.setQuery({ sort: sortingText(nextSorting(this.sorting, field)) });
  }

  /** Puts rows into the newest order. */
  sortAgain(): void {
    this.rank = rankOf(this.newest);
  }

  /** Asks for what is found by that filter and in which order, once the typing pauses. */
  ask(filter: string, sort: string | null): void {
    clearTimeout(this.#timer);
    if (filter.trim() === '' && sort === null) {
      this.#asked++;
      this.found = null;
      this.rank = null;
      this.problem = null;
      return;
    }
    this.#timer = setTimeout(() => void this.#read(filter, sort, true), PAUSE_MS);
  }

  /** Something changed: asks again, but not for each of many changes. Rows stay where they are. */
  askSoon(filter: string, sort: string | null): void {
    if (filter.trim() !== '' || sort !== null) {
      this.#timer ??= setTimeout(() => void this.#read(filter, sort, false), AGAIN_MS);
    }
  }

  async #read(filter: string, sort: string | null, moving: boolean): Promise<void> {
    this.#timer = undefined;
    const asked = ++this.#asked;
    try {
      const { value } = await this.#api.lists.found(filter.trim(), sort);
      // An answer to an older filter must not replace a newer one.
      if (asked === this.#asked) {
        this.found = filter.trim() === '' ? null : new Set(value);
        this.newest = value;
        this.problem = null;
        if (sort === null) {
          this.rank = null;
        } else if (moving || this.rank === null) {
          this.sortAgain();
        }
      }
    } catch (error) {
      if (asked === this.#asked) {
        this.problem = messageOf(error);
      }
    }
  }
}

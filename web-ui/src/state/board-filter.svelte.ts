import type { SkyDeckApi } from '../api/client';
import { messageOf } from '../api/problem';
import { rankOf, wouldMove } from '../model/sorting';

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
  /** Moves when the answer to something new that was asked for comes in, not when values changed meanwhile. */
  answered = 0;
  readonly #api: SkyDeckApi;
  #asked = 0;
  /** Neither a filter nor an order was asked for. */
  #everything = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: SkyDeckApi) {
    this.#api = api;
  }

  /** How many rows would move if they were put into order again. */
  get moves(): number {
    return this.rank === null ? 0 : wouldMove([...this.rank.keys()], this.newest);
  }

  /** Puts rows into the newest order. */
  sortAgain(): void {
    this.answered++;
    this.rank = rankOf(this.newest);
  }

  /** Asks for what is found by that filter and in which order, once the typing pauses. */
  ask(filter: string, sort: string | null): void {
    clearTimeout(this.#timer);
    if (filter.trim() === '' && sort === null) {
      this.#asked++;
      this.answered += this.#everything ? 0 : 1;
      this.#everything = true;
      this.found = null;
      this.rank = null;
      this.problem = null;
      return;
    }
    this.#everything = false;
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
        if (moving) {
          this.answered++;
        }
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

import { SvelteSet } from 'svelte/reactivity';

export type Tri = 'none' | 'some' | 'all';

/** Which experiments are selected, as in a file manager: one anchor, ranges by shift, all by one stroke. */
export class Selection {
  readonly #ids = new SvelteSet<number>();
  #anchor: number | null = null;

  get size(): number {
    return this.#ids.size;
  }

  ids(): readonly number[] {
    return [...this.#ids];
  }

  has(id: number): boolean {
    return this.#ids.has(id);
  }

  toggle(id: number): void {
    this.#anchor = id;
    if (!this.#ids.delete(id)) {
      this.#ids.add(id);
    }
  }

  /** Selects from the anchor to an experiment, in the order in which they stand. */
  extendTo(id: number, order: readonly number[]): void {
    const from = this.#anchor === null ? -1 : order.indexOf(this.#anchor);
    const to = order.indexOf(id);
    if (from < 0 || to < 0) {
      this.toggle(id);
      return;
    }
    for (const one of order.slice(Math.min(from, to), Math.max(from, to) + 1)) {
      this.#ids.add(one);
    }
  }

  /** Selects them, or none of them when all were. */
  toggleAll(ids: readonly number[]): void {
    const all = this.of(ids) === 'all';
    for (const id of ids) {
      if (all) {
        this.#ids.delete(id);
      } else {
        this.#ids.add(id);
      }
    }
  }

  /** Selects these and no others. */
  only(ids: readonly number[]): void {
    this.#ids.clear();
    for (const id of ids) {
      this.#ids.add(id);
    }
    this.#anchor = ids[0] ?? null;
  }

  clear(): void {
    this.#ids.clear();
    this.#anchor = null;
  }

  /** Lets go of those that are gone. */
  keep(exists: (id: number) => boolean): void {
    for (const id of this.#ids) {
      if (!exists(id)) {
        this.#ids.delete(id);
      }
    }
  }

  of(ids: readonly number[]): Tri {
    const selected = ids.filter((id) => this.#ids.has(id)).length;
    return selected === 0 ? 'none' : selected === ids.length ? 'all' : 'some';
  }
}

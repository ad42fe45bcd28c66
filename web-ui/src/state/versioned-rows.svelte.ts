import { SvelteMap } from 'svelte/reactivity';

/** Rows by id, each with the revision it is known at. What is older never overwrites what is newer. */
export class VersionedRows<K, V> {
  readonly #rows = new SvelteMap<K, V>();
  // Of rows that are gone too, so that a late answer does not bring them back.
  readonly #revisions = new Map<K, number>();

  get(id: K): V | undefined {
    return this.#rows.get(id);
  }

  values(): V[] {
    return [...this.#rows.values()];
  }

  get size(): number {
    return this.#rows.size;
  }

  revisionOf(id: K): number {
    return this.#revisions.get(id) ?? -1;
  }

  /** Says whether it was taken. Null removes. */
  put(id: K, value: V | null, revision: number): boolean {
    if (revision < this.revisionOf(id)) {
      return false;
    }
    this.#revisions.set(id, revision);
    if (value === null) {
      this.#rows.delete(id);
    } else {
      this.#rows.set(id, value);
    }
    return true;
  }

  /** Takes a whole reading: what is not in it is gone, unless it is known to be newer. */
  replaceAll(entries: ReadonlyMap<K, V>, revision: number): void {
    for (const id of [...this.#rows.keys()]) {
      if (!entries.has(id)) {
        this.put(id, null, revision);
      }
    }
    for (const [id, value] of entries) {
      this.put(id, value, revision);
    }
  }

  /** Shows a change before the server confirmed it; the answer takes it back. */
  assume(id: K, change: (value: V) => V): () => void {
    const before = this.#rows.get(id);
    if (before === undefined) {
      return () => undefined;
    }
    const assumed = change(before);
    this.#rows.set(id, assumed);
    return () => {
      if (this.#rows.get(id) === assumed) {
        this.#rows.set(id, before);
      }
    };
  }
}

import type { Flags } from './flag-value';

/**
 * The names of all flags that were seen, sorted. Experiments change all the time, names hardly ever: flags that were seen
 * are not looked at again, and nothing is sorted before a name is new.
 */
export class FlagNames {
  readonly #seen = new WeakSet<Flags>();
  readonly #names = new Set<string>();
  #sorted: readonly string[] = [];

  of(all: readonly Flags[]): readonly string[] {
    for (const flags of all) {
      if (!this.#seen.has(flags)) {
        this.#seen.add(flags);
        for (const name of Object.keys(flags)) {
          this.#names.add(name);
        }
      }
    }
    if (this.#sorted.length !== this.#names.size) {
      this.#sorted = [...this.#names].sort();
    }
    return this.#sorted;
  }
}

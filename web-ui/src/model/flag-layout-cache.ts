import { flagLayout, type FlagLayout } from './flag-columns';
import type { Flags } from './flag-value';

interface Entry {
  readonly members: readonly Flags[];
  readonly chosen: readonly string[];
  readonly kept: string | null;
  readonly only: readonly string[] | null;
  readonly layout: FlagLayout;
}

/** Layouts by group. States change all the time, flags hardly ever: the same flags need no new layout. */
export class FlagLayoutCache {
  readonly #entries = new Map<string, Entry>();

  of(
    group: string,
    members: readonly Flags[],
    chosen: readonly string[],
    kept: string | null = null,
    only: readonly string[] | null = null,
  ): FlagLayout {
    const known = this.#entries.get(group);
    if (
      known?.kept === kept &&
      known.only === only &&
      sameItems(known.members, members) &&
      sameItems(known.chosen, chosen)
    ) {
      return known.layout;
    }
    const layout = flagLayout(members, chosen, kept, only);
    this.#entries.set(group, { members, chosen, kept, only, layout });
    return layout;
  }
}

function sameItems<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/** A column that the board is sorted by; null for the order that people made. */
export interface Sorting {
  readonly field: string;
  readonly descending: boolean;
}

/** As the API writes it: "-epoch". */
export function sortingOf(text: string | null): Sorting | null {
  if (text === null || text === '') {
    return null;
  }
  return text.startsWith('-') ? { field: text.slice(1), descending: true } : { field: text, descending: false };
}

export function sortingText(sorting: Sorting | null): string | null {
  return sorting === null ? null : `${sorting.descending ? '-' : ''}${sorting.field}`;
}

/** What a click on a column's header makes of the sorting: up, down, and back to the order that people made. */
export function nextSorting(sorting: Sorting | null, field: string): Sorting | null {
  if (sorting?.field !== field) {
    return { field, descending: false };
  }
  return sorting.descending ? null : { field, descending: true };
}

/** Puts rows into an order of ids; what the order does not know yet stands last. */
export function inOrder<Row extends { readonly id: number }>(
  rows: readonly Row[],
  rank: ReadonlyMap<number, number>,
): readonly Row[] {
  const place = (row: Row) => rank.get(row.id) ?? Infinity;
  return rows.toSorted((one, other) => {
    const [first, second] = [place(one), place(other)];
    return first === second ? 0 : first < second ? -1 : 1;
  });
}

/** The place of each id in an order. */
export function rankOf(ids: readonly number[]): ReadonlyMap<number, number> {
  return new Map(ids.map((id, place) => [id, place]));
}

/** How many of the ids stand elsewhere in the new order than in the old one, among those that both have. */
export function wouldMove(before: readonly number[], after: readonly number[]): number {
  const [there, here] = [new Set(before), new Set(after)];
  const [one, other] = [before.filter((id) => here.has(id)), after.filter((id) => there.has(id))];
  return one.filter((id, place) => id !== other[place]).length;
}

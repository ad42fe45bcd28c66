import { RowSums } from './row-sums';

/** Which lines are shown: a run of numbers, or only some of them. */
export interface ShownLines {
  readonly first: number;
  readonly last: number;
  /** Their numbers in order; null for all from the first to the last. */
  readonly only: readonly number[] | null;
}

/** Where the shown lines of a log stand, counted in rows: a line that is wrapped takes several. */
export class LogLayout {
  #sums = new RowSums();
  #shown: ShownLines = { first: 1, last: 0, only: null };
  #columns: number | null = null;
  #basis: unknown = null;

  /** How many lines are shown. */
  get count(): number {
    return this.#sums.length;
  }

  /** How many rows they take. */
  get rows(): number {
    return this.#sums.total;
  }

  /**
   * Takes what is shown from now on. What was measured is kept while only more lines come.
   *
   * @param columns characters in a row; null where lines are not wrapped
   * @param basis another one makes all heights be guessed anew, such as another log
   * @param width characters of a line, by its number
   */
  fit(shown: ShownLines, columns: number | null, basis: unknown, width: (number: number) => number): void {
    const before = this.#shown;
    const goesOn =
      before.only === shown.only && before.first === shown.first && columns === this.#columns && basis === this.#basis;
    if (!goesOn) {
      this.#sums = new RowSums();
    }
    this.#shown = shown;
    this.#columns = columns;
    this.#basis = basis;
    const count = shown.only === null ? shown.last - shown.first + 1 : shown.only.length;
    for (let index = this.#sums.length; index < count; index++) {
      this.#sums.push(columns === null ? 1 : Math.max(1, Math.ceil(width(this.number(index)) / columns)));
    }
  }

  /** The number of a shown line. */
  number(index: number): number {
    return this.#shown.only === null ? this.#shown.first + index : (this.#shown.only[index] ?? 0);
  }

  /** The index of the shown line with that number, or of the next that is shown; the count after all. */
  index(number: number): number {
    const { first, only } = this.#shown;
    return only === null ? Math.max(0, Math.min(this.count, number - first)) : firstFrom(only, number);
  }

  /** The rows before a shown line. */
  top(index: number): number {
    return this.#sums.before(index);
  }

  /** The rows of a shown line. */
  size(index: number): number {
    return this.#sums.size(index);
  }

  /** The index of the shown line that holds a row. */
  at(row: number): number {
    return this.#sums.at(row);
  }

  /** Says how many rows a line was found to take; answers whether that was news. */
  measured(index: number, rows: number): boolean {
    return this.#sums.set(index, Math.max(1, rows));
  }
}

/** The index of the first of ascending numbers that is not below; their count when there is none. */
export function firstFrom(numbers: readonly number[], from: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < from) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/**
 * The pieces of a strip as high as the whole log that hold one of the numbers, as indexes from the top. Costs as much as
 * there are pieces, however many lines there are.
 */
export function markedPieces(layout: LogLayout, numbers: readonly number[], pieces: number): readonly number[] {
  const marked: number[] = [];
  if (layout.count === 0 || numbers.length === 0) {
    return marked;
  }
  for (let piece = 0; piece < pieces; piece++) {
    const from = layout.at((piece / pieces) * layout.rows);
    const to = layout.at(((piece + 1) / pieces) * layout.rows);
    const end = piece === pieces - 1 || to === from ? layout.number(to) + 1 : layout.number(to);
    const first = numbers[firstFrom(numbers, layout.number(from))];
    if (first !== undefined && first < end) {
      marked.push(piece);
    }
  }
  return marked;
}

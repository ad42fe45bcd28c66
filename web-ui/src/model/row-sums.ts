/**
 * How many rows each of many lines takes, with sums of all before any of them: a line may become higher once it is
 * measured, and what follows it is never counted again. A binary indexed tree: entry i holds the sum of as many lines
 * up to i as its lowest bit says.
 */
export class RowSums {
  #sizes: number[] = [];
  /** From 1, as such trees are. */
  #tree: number[] = [0];

  get length(): number {
    return this.#sizes.length;
  }

  /** Of all lines. */
  get total(): number {
    return this.before(this.#sizes.length);
  }

  push(size: number): void {
    this.#sizes.push(size);
    const at = this.#sizes.length;
    let sum = size;
    for (let child = at - 1; child > at - (at & -at); child -= child & -child) {
      sum += this.#tree[child] ?? 0;
    }
    this.#tree.push(sum);
  }

  /** Rows of the line at an index. */
  size(index: number): number {
    return this.#sizes[index] ?? 0;
  }

  /** Says how many rows a line takes; answers whether that is another number than before. */
  set(index: number, size: number): boolean {
    const more = size - this.size(index);
    if (more === 0 || index >= this.#sizes.length) {
      return false;
    }
    this.#sizes[index] = size;
    for (let at = index + 1; at < this.#tree.length; at += at & -at) {
      this.#tree[at] = (this.#tree[at] ?? 0) + more;
    }
    return true;
  }

  /** Rows of all lines before an index. */
  before(index: number): number {
    let sum = 0;
    for (let at = Math.min(index, this.#sizes.length); at > 0; at -= at & -at) {
      sum += this.#tree[at] ?? 0;
    }
    return sum;
  }

  /** The index of the line that holds a row; the last line for rows after all, 0 without lines. */
  at(row: number): number {
    let index = 0;
    let left = row;
    for (let step = 2 ** Math.floor(Math.log2(this.#sizes.length || 1)); step >= 1; step /= 2) {
      const sum = this.#tree[index + step];
      if (sum !== undefined && sum <= left) {
        index += step;
        left -= sum;
      }
    }
    return Math.max(0, Math.min(index, this.#sizes.length - 1));
  }
}

import { MediaQuery } from 'svelte/reactivity';

/** How much room the screen has. */
export class Screen {
  readonly #narrow = new MediaQuery('(max-width: 719px)');
  readonly #wide = new MediaQuery('(min-width: 1680px)');

  /** Too narrow for a table: the board is a list to read. */
  get narrow(): boolean {
    return this.#narrow.current;
  }

  /** Room for more columns. */
  get wide(): boolean {
    return this.#wide.current;
  }
}

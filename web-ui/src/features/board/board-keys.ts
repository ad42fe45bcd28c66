import { tick } from 'svelte';
import { reorder } from '../../actions/reorder';
import type { SkyDeck } from '../../state/skydeck.svelte';
import { rowKey, type RowKey } from './row-keys';

/** What keys do to the rows of the board. */
export class BoardKeys {
  readonly #deck: SkyDeck;
  readonly #ids: () => readonly number[];
  readonly #table: () => HTMLTableElement | undefined;

  /** @param ids - of all rows that are shown, in their order */
  constructor(deck: SkyDeck, ids: () => readonly number[], table: () => HTMLTableElement | undefined) {
    this.#deck = deck;
    this.#ids = ids;
    this.#table = table;
  }

  press(event: KeyboardEvent): void {
    const { preferences, rows, selection } = this.#deck;
    const key = rowKey(event, preferences.letterKeys);
    const { focused } = rows;
    if (key === null || (focused === null && key.kind !== 'move' && key.kind !== 'select all')) {
      return;
    }
    if (key.kind === 'unfold' && (focused === null || !rows.isOpen(focused))) {
      return;
    }
    event.preventDefault();
    switch (key.kind) {
      case 'move':
        void this.#moveBy(key.step, key.extend);
        break;
      case 'select all':
        selection.only(this.#ids());
        break;
      case 'cell':
        this.#stepCell(key.step);
        break;
      default:
        if (focused !== null) {
          this.#onRow(key, focused);
        }
    }
  }

  #onRow(key: RowKey, focused: number): void {
    const { rows, selection } = this.#deck;
    if (key.kind === 'select') {
      selection.toggle(focused);
    } else if (key.kind === 'reorder') {
      void reorder(this.#deck, focused, key.step);
    } else {
      rows.toggle(focused);
    }
  }

  /** Goes along the flags of the row that has the focus. */
  #stepCell(step: number): void {
    const row = this.#row(this.#deck.rows.focused);
    const cells = [...(row?.querySelectorAll<HTMLElement>('.cellbtn') ?? [])];
    const at = cells.findIndex((cell) => cell === document.activeElement);
    (at + step < 0 ? row : cells[Math.min(cells.length - 1, at + step)])?.focus();
  }

  async #moveBy(step: number, extending: boolean): Promise<void> {
    const { rows, selection } = this.#deck;
    const ids = this.#ids();
    const at = rows.focused === null ? -1 : ids.indexOf(rows.focused);
    const next = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + step))];
    if (next === undefined) {
      return;
    }
    if (extending) {
      if (selection.size === 0 && rows.focused !== null) {
        selection.toggle(rows.focused);
      }
      selection.extendTo(next, ids);
    }
    rows.focused = next;
    await tick();
    const row = this.#row(next);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }

  #row(id: number | null): HTMLElement | null {
    return this.#table()?.querySelector<HTMLElement>(`[data-experiment="${id ?? ''}"]`) ?? null;
  }
}

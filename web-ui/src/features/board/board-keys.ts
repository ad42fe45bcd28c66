import { tick } from 'svelte';
import { reorder } from '../../actions/reorder';
import type { SkyDeck } from '../../state/skydeck.svelte';
import { samePlace, type RowPlace } from '../../state/rows.svelte';
import { rowKey, type RowKey } from './row-keys';

/** What keys do to the rows of the board. */
export class BoardKeys {
  readonly #deck: SkyDeck;
  readonly #places: () => readonly RowPlace[];
  readonly #table: () => HTMLTableElement | undefined;

  /** @param places - all rows that are shown, in their order */
  constructor(deck: SkyDeck, places: () => readonly RowPlace[], table: () => HTMLTableElement | undefined) {
    this.#deck = deck;
    this.#places = places;
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
        selection.only(this.#places().map(({ id }) => id));
        break;
      case 'cell':
        this.#stepCell(key.step);
        break;
      default:
        if (rows.place !== null) {
          this.#onRow(key, rows.place);
        }
    }
  }

  #onRow(key: RowKey, { group, id }: RowPlace): void {
    const { rows, selection } = this.#deck;
    if (key.kind === 'select') {
      selection.toggle(id);
    } else if (key.kind === 'reorder') {
      void reorder(this.#deck, { group, id }, key.step);
    } else {
      rows.toggle(id);
    }
  }

  /** Goes along the flags of the row that has the focus. */
  #stepCell(step: number): void {
    const row = this.#row(this.#deck.rows.place);
    const cells = [...(row?.querySelectorAll<HTMLElement>('.cellbtn') ?? [])];
    const at = cells.findIndex((cell) => cell === document.activeElement);
    (at + step < 0 ? row : cells[Math.min(cells.length - 1, at + step)])?.focus();
  }

  async #moveBy(step: number, extending: boolean): Promise<void> {
    const { rows, selection } = this.#deck;
    const places = this.#places();
    const at = places.findIndex((place) => samePlace(place, rows.place));
    const next = places[at < 0 ? 0 : Math.min(places.length - 1, Math.max(0, at + step))];
    if (next === undefined) {
      return;
    }
    if (extending) {
      if (selection.size === 0 && rows.focused !== null) {
        selection.toggle(rows.focused);
      }
      selection.extendTo(
        next.id,
        places.map(({ id }) => id),
      );
    }
    rows.focus(next);
    await tick();
    const row = this.#row(next);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }

  #row(place: RowPlace | null): HTMLElement | null {
    const rows = this.#table()?.querySelectorAll<HTMLElement>(`tr[data-experiment="${place?.id ?? ''}"]`) ?? [];
    return [...rows].find((row) => (row.dataset['group'] ?? null) === (place?.group ?? null)) ?? null;
  }
}

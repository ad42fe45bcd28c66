import type { Page } from '../api/lists';
import { LiveValue } from './live-value.svelte';
import type { Loadable } from './loadable';

/** What is known of a list. */
export interface KnownRows<Row> {
  /** In the list's order, without a hole down to the last. */
  readonly rows: readonly Row[];
  /** Whether there are more that were not read. */
  readonly more: boolean;
}

const PAUSE_MS = 2_000;

/** A list in pages, as many as somebody wanted; all of them are read again when something changed. */
export class PagedRows<Row> {
  readonly #readPage: (cursor: string | null) => Promise<Page<Row>>;
  readonly #list: LiveValue<KnownRows<Row>>;
  #pages = 1;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(readPage: (cursor: string | null) => Promise<Page<Row>>) {
    this.#readPage = readPage;
    this.#list = new LiveValue(() => this.#read());
  }

  get current(): Loadable<KnownRows<Row>> {
    return this.#list.current;
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    await this.#list.refresh();
  }

  /** Something changed: reads it again, but not for each of many changes. */
  refreshSoon(): void {
    this.#soon ??= setTimeout(() => void this.refresh(), PAUSE_MS);
  }

  /** Nobody looks at it any more. */
  stop(): void {
    clearTimeout(this.#soon);
  }

  async readMore(): Promise<void> {
    this.#pages++;
    await this.refresh();
  }

  async #read(): Promise<{ value: KnownRows<Row>; revision: number }> {
    let page = await this.#readPage(null);
    const { revision } = page;
    const rows = [...page.rows];
    for (let read = 1; read < this.#pages && page.next !== null; read++) {
      page = await this.#readPage(page.next);
      rows.push(...page.rows);
    }
    return { value: { rows, more: page.next !== null }, revision };
  }
}

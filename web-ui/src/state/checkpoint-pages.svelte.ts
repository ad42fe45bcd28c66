import type { Cadence, SkyDeckApi } from '../api/client';
import type { Checkpoint } from '../model/experiment';
import type { Loadable } from './loadable';
import { LiveValue } from './live-value.svelte';

/** How many a page has. */
export const CHECKPOINTS = 200;

/** What is known of an experiment's checkpoints. */
export interface KnownCheckpoints {
  /** Newest epoch first, without a hole down to the last. */
  readonly rows: readonly Checkpoint[];
  readonly cadence: Cadence | null;
  /** Whether there are older ones that were not read. */
  readonly more: boolean;
}

/** An experiment's checkpoints, as many pages as somebody wanted; all of them are read again when something changed. */
export class CheckpointPages {
  readonly #api: SkyDeckApi;
  readonly #id: number;
  readonly #list: LiveValue<KnownCheckpoints>;
  #pages = 1;

  constructor(api: SkyDeckApi, id: number) {
    this.#api = api;
    this.#id = id;
    this.#list = new LiveValue(() => this.#read());
  }

  get current(): Loadable<KnownCheckpoints> {
    return this.#list.current;
  }

  async refresh(): Promise<void> {
    await this.#list.refresh();
  }

  async readMore(): Promise<void> {
    this.#pages++;
    await this.refresh();
  }

  async #read(): Promise<{ value: KnownCheckpoints; revision: number }> {
    const first = await this.#api.checkpoints(this.#id, CHECKPOINTS, null);
    const rows = [...first.value.checkpoints];
    let { next } = first;
    for (let page = 1; page < this.#pages && next !== null; page++) {
      const reply = await this.#api.checkpoints(this.#id, CHECKPOINTS, next);
      rows.push(...reply.value.checkpoints);
      next = reply.next;
    }
    const value = { rows, cadence: first.value.cadence ?? null, more: next !== null };
    return { value, revision: first.revision };
  }
}

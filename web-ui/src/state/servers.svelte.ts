import type { Server, SkyDeckApi } from '../api/client';
import { type LiveList, LiveValue } from './live-value.svelte';

const PAUSE_MS = 5_000;

/** The SkyPilot servers, read while somebody looks at them. */
export class Servers {
  readonly #list: LiveList<Server>;
  #watchers = 0;
  #readAt = 0;

  constructor(api: SkyDeckApi) {
    this.#list = new LiveValue(() => api.servers());
  }

  get current(): LiveList<Server>['current'] {
    return this.#list.current;
  }

  /** Reads them now, and after readings of SkyPilot's queue until the answer is called. */
  watch(): () => void {
    this.#watchers++;
    void this.refresh();
    return () => {
      this.#watchers--;
    };
  }

  /** SkyPilot's queue was read, so that they may have changed. Queues may be read each second; these are not. */
  queueRead(): void {
    if (this.#watchers > 0 && Date.now() - this.#readAt >= PAUSE_MS) {
      void this.refresh();
    }
  }

  async refresh(): Promise<void> {
    this.#readAt = Date.now();
    await this.#list.refresh();
  }
}

import { SvelteMap } from 'svelte/reactivity';
import type { Answer, SkyDeckApi } from '../api/client';
import { messageOf } from '../api/problem';
import type { Checkpoint, Job } from '../model/experiment';
import { LOADING, type Loadable } from './loadable';

/** How many are read; whoever shows a count must say that there may be more. */
export const JOBS = 50;
export const CHECKPOINTS = 200;

/** A list that is read again when it changed; a change while reading is read after it, not beside it. */
class LiveList<T> {
  current: Loadable<readonly T[]> = $state.raw(LOADING);
  readonly #read: () => Promise<Answer<readonly T[]>>;
  #reading = false;
  #again = false;

  constructor(read: () => Promise<Answer<readonly T[]>>) {
    this.#read = read;
  }

  async refresh(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    await this.#readOnce();
    this.#reading = false;
    if (this.#again) {
      this.#again = false;
      await this.refresh();
    }
  }

  async #readOnce(): Promise<void> {
    try {
      this.current = { kind: 'ready', value: (await this.#read()).value };
    } catch (error) {
      // What is on screen is better than nothing; it was true a moment ago.
      if (this.current.kind !== 'ready') {
        this.current = { kind: 'failed', message: messageOf(error) };
      }
    }
  }
}

/** The history of one experiment that is open on screen. */
export class ExperimentDetails {
  readonly jobs: LiveList<Job>;
  readonly checkpoints: LiveList<Checkpoint>;

  constructor(api: SkyDeckApi, id: number) {
    this.jobs = new LiveList(() => api.jobs(id, JOBS));
    this.checkpoints = new LiveList(() => api.checkpoints(id, CHECKPOINTS));
    this.refresh();
  }

  refresh(): void {
    void this.jobs.refresh();
    void this.checkpoints.refresh();
  }
}

/** The details of all open experiments. */
export class OpenDetails {
  readonly #api: SkyDeckApi;
  readonly #open = new SvelteMap<number, ExperimentDetails>();

  constructor(api: SkyDeckApi) {
    this.#api = api;
  }

  isOpen(id: number): boolean {
    return this.#open.has(id);
  }

  get(id: number): ExperimentDetails | undefined {
    return this.#open.get(id);
  }

  open(id: number): void {
    if (!this.#open.has(id)) {
      this.#open.set(id, new ExperimentDetails(this.#api, id));
    }
  }

  close(id: number): void {
    this.#open.delete(id);
  }

  refreshAll(): void {
    for (const details of this.#open.values()) {
      details.refresh();
    }
  }
}

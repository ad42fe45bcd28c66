import { SvelteMap } from 'svelte/reactivity';
import type { ExperimentFacts, SkyDeckApi } from '../api/client';
import type { Job } from '../model/experiment';
import { CheckpointPages } from './checkpoint-pages.svelte';
import { type LiveList, LiveValue } from './live-value.svelte';

/** How many are read; whoever shows the count must say that there may be more. */
export const JOBS = 50;

/** What lists leave out of one experiment that is open on screen. */
export class ExperimentDetails {
  readonly facts: LiveValue<ExperimentFacts>;
  readonly jobs: LiveList<Job>;
  readonly checkpoints: CheckpointPages;

  constructor(api: SkyDeckApi, id: number) {
    this.facts = new LiveValue(() => api.facts(id));
    this.jobs = new LiveValue(() => api.jobs(id, JOBS));
    this.checkpoints = new CheckpointPages(api, id);
    this.refresh();
  }

  refresh(): void {
    void this.facts.refresh();
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

import { SvelteMap, SvelteSet } from 'svelte/reactivity';
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

/** The details of all open experiments: of rows that are folded out, and of the page of one. */
export class OpenDetails {
  readonly #api: SkyDeckApi;
  readonly #open = new SvelteMap<number, ExperimentDetails>();
  /** Rows that are folded out. */
  readonly #rows = new SvelteSet<number>();
  /** The experiment that has a page of its own on screen. */
  #held: number | null = null;

  constructor(api: SkyDeckApi) {
    this.#api = api;
  }

  /** Whether its row is folded out. */
  isOpen(id: number): boolean {
    return this.#rows.has(id);
  }

  get(id: number): ExperimentDetails | undefined {
    return this.#open.get(id);
  }

  /** Folds its row out. */
  open(id: number): void {
    this.#rows.add(id);
    this.#read(id);
  }

  close(id: number): void {
    this.#rows.delete(id);
    this.#forget(id);
  }

  /** Its page is on screen. */
  hold(id: number): void {
    this.#held = id;
    this.#read(id);
  }

  /** Its page is left. */
  release(id: number): void {
    if (this.#held === id) {
      this.#held = null;
    }
    this.#forget(id);
  }

  refreshAll(): void {
    for (const details of this.#open.values()) {
      details.refresh();
    }
  }

  #read(id: number): void {
    if (!this.#open.has(id)) {
      this.#open.set(id, new ExperimentDetails(this.#api, id));
    }
  }

  #forget(id: number): void {
    if (!this.#rows.has(id) && this.#held !== id) {
      this.#open.delete(id);
    }
  }
}

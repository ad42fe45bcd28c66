import { SvelteMap } from 'svelte/reactivity';
import type { Job } from '../model/experiment';

/** The newest known job of each experiment, by its name, as jobs name it. */
export class NewestJobs {
  readonly #jobs = new SvelteMap<string, Job>();

  of(experiment: string): Job | null {
    return this.#jobs.get(experiment) ?? null;
  }

  note(job: Job): void {
    const known = this.#jobs.get(job.experiment_id);
    if (known === undefined || Number(job.id) >= Number(known.id)) {
      this.#jobs.set(job.experiment_id, job);
    }
  }
}

import type { Experiment, GroupHeader, Job } from '../../model/experiment';
import type { components } from '../schema';

type CheckpointChange = components['schemas']['CheckpointChange'];

export type GroupRow = GroupHeader & { readonly experiment_ids: readonly number[] };

/** One revision's changes, as the stream sends them. */
export interface ChangeFrame {
  readonly revision: number;
  readonly experiments: readonly Experiment[];
  readonly groups: readonly GroupRow[];
  readonly jobs: readonly Job[];
  readonly checkpoints: readonly CheckpointChange[];
  readonly removed_experiments: readonly number[];
  readonly removed_groups: readonly string[];
}

/** A row as it is after a change, null when it is gone. */
export interface RowChange<V> {
  readonly value: V | null;
  readonly revision: number;
}

/** The newest of each row over some frames. */
export class Changes {
  readonly experiments = new Map<number, RowChange<Experiment>>();
  readonly groups = new Map<string, RowChange<GroupRow>>();
  readonly jobs = new Map<string, Job>();
  readonly checkpoints = new Map<number, CheckpointChange>();
  revision = 0;

  add(frame: ChangeFrame): void {
    const { revision } = frame;
    this.revision = Math.max(this.revision, revision);
    for (const experiment of frame.experiments) {
      this.experiments.set(experiment.id, { value: experiment.deleted ? null : experiment, revision });
    }
    for (const id of frame.removed_experiments) {
      this.experiments.set(id, { value: null, revision });
    }
    for (const group of frame.groups) {
      this.groups.set(group.id, { value: group, revision });
    }
    for (const id of frame.removed_groups) {
      this.groups.set(id, { value: null, revision });
    }
    for (const job of frame.jobs) {
      this.jobs.set(job.id, job);
    }
    for (const checkpoint of frame.checkpoints) {
      this.checkpoints.set(checkpoint.experiment_id, checkpoint);
    }
  }
}

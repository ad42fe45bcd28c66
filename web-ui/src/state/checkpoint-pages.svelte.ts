import type { Cadence, SkyDeckApi } from '../api/client';
import type { Checkpoint } from '../model/experiment';
import { PagedRows } from './paged-rows.svelte';

/** How many a page has. */
export const CHECKPOINTS = 200;

/** An experiment's checkpoints, newest epoch first, and how regularly they come. */
export class CheckpointPages extends PagedRows<Checkpoint> {
  cadence: Cadence | null = $state.raw(null);

  constructor(api: SkyDeckApi, id: number) {
    super(async (cursor) => {
      const { value, next, revision } = await api.checkpoints(id, CHECKPOINTS, cursor);
      // Told with the first page only.
      this.cadence = value.cadence ?? this.cadence;
      return { rows: value.checkpoints, next, revision };
    });
  }
}

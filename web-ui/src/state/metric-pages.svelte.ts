import type { SkyDeckApi } from '../api/client';
import type { Metric, MetricFile } from '../model/metrics';
import { PagedRows } from './paged-rows.svelte';

/** What an experiment's newest run measured, by name, and the files that it stands in. */
export class MetricPages extends PagedRows<Metric> {
  files: readonly MetricFile[] = $state.raw([]);

  constructor(api: SkyDeckApi, id: number) {
    super(async (cursor) => {
      const { value, revision } = await api.lists.metrics(id, cursor);
      this.files = value.files;
      return { rows: value.metrics, next: value.next_cursor, revision };
    });
  }
}

import type { Experiment } from './experiment';

/** The order of experiments outside groups: by their own order, then newest first. */
export function byOrder(
  one: Pick<Experiment, 'id' | 'order' | 'created_at'>,
  other: Pick<Experiment, 'id' | 'order' | 'created_at'>,
): number {
  if (one.order !== other.order) {
    return one.order - other.order;
  }
  return one.created_at === other.created_at ? other.id - one.id : one.created_at < other.created_at ? 1 : -1;
}

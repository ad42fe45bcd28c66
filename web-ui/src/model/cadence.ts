import type { components } from '../api/schema';
import { duration } from './duration';
import type { Checkpoint } from './experiment';

type Cadence = components['schemas']['Cadence'];

/** How regularly checkpoints come: "every 10 epochs, about every 9 min"; null while nobody can tell. */
export function cadenceWords(cadence: Cadence): string | null {
  const { epochs, seconds } = cadence;
  const steps = epochs === null ? null : epochs === 1 ? 'every epoch' : `every ${epochs.toLocaleString('en')} epochs`;
  const time = seconds === null ? null : `about every ${duration(seconds)}`;
  return steps === null || time === null ? (steps ?? time) : `${steps}, ${time}`;
}

/** "2 gaps", or null where none is missing; a hundred may be more. */
export function gapCount(cadence: Cadence): string | null {
  const many = cadence.gaps.length;
  return many === 0 ? null : many === 1 ? '1 gap' : many < MOST_GAPS ? `${many} gaps` : `${MOST_GAPS} gaps or more`;
}

/** The contract names so many gaps at most. */
const MOST_GAPS = 100;

/** A line of the list: a checkpoint, or where some are missing. */
export type CheckpointLine =
  | { readonly kind: 'checkpoint'; readonly key: string; readonly checkpoint: Checkpoint }
  | { readonly kind: 'gap'; readonly key: string; readonly after: number; readonly before: number };

/** Checkpoints, newest first, with a line where some are missing. */
export function withGaps(rows: readonly Checkpoint[], cadence: Cadence | null): readonly CheckpointLine[] {
  const missing = new Map((cadence?.gaps ?? []).map((gap) => [gap.after, gap.before]));
  return rows.flatMap((checkpoint): CheckpointLine[] => {
    const { epoch } = checkpoint;
    const before = missing.get(epoch);
    const line = { kind: 'checkpoint', key: `c${epoch}`, checkpoint } as const;
    return before === undefined ? [line] : [{ kind: 'gap', key: `g${epoch}`, after: epoch, before }, line];
  });
}

import type { Condition, Experiment } from './experiment';
import { timeLeft } from './duration';
import { canRun } from './experiment-state';
import { momentOf } from './moment';

/** When the reconciler does something about it by itself, counted down; null when it does not, or nobody knows when. */
export function againWords(condition: Pick<Condition, 'next_at'>, now: number): string | null {
  const at = momentOf(condition.next_at);
  if (at === null) {
    return null;
  }
  return at > now ? `again in ${timeLeft((at - now) / 1000)}` : 'again any moment';
}

/** What a person can do about a condition, beside waiting. */
export type Remedy =
  | 'try now'
  | 'stop'
  | 'relaunch with changes'
  | 'relaunch'
  | 'release'
  | 'look now'
  | 'say there is none'
  | 'look at the servers';

const REMEDIES: Readonly<Record<string, readonly Remedy[]>> = {
  ConfigDrift: ['relaunch with changes'],
  Imported: ['release'],
  LaunchAmbiguous: ['look now', 'say there is none'],
  Lost: ['relaunch'],
  Paused: ['release'],
  Restored: ['release'],
  ServerReplaced: ['look at the servers', 'release'],
};

/** The remedies of a condition, the first one first; a next step that is counted down can be had now, or called off. */
export function remediesOf(
  condition: Pick<Condition, 'type' | 'next_at'>,
  experiment: Pick<Experiment, 'current_state' | 'desired_state' | 'launch'>,
): readonly Remedy[] {
  const known = REMEDIES[condition.type];
  if (known !== undefined) {
    return known;
  }
  const waits = condition.next_at !== null && experiment.desired_state === 'RUNNING';
  return waits && canRun(experiment) ? ['try now', 'stop'] : [];
}

/** Why nothing is done until a person releases it, unless a condition says so already. */
export function untoldHold(experiment: Pick<Experiment, 'held' | 'conditions'>): string | null {
  return experiment.conditions.some((condition) => condition.reason === experiment.held) ? null : experiment.held;
}

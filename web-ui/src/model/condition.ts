import type { Condition, Experiment } from './experiment';
import { timeLeft } from './duration';
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
export type Remedy = 'relaunch with changes' | 'relaunch' | 'look at the servers';

const REMEDIES: Readonly<Record<string, Remedy>> = {
  ConfigDrift: 'relaunch with changes',
  Lost: 'relaunch',
  ServerReplaced: 'look at the servers',
};

export function remedyOf(condition: Pick<Condition, 'type'>): Remedy | null {
  return REMEDIES[condition.type] ?? null;
}

/** Why nothing is done until a person releases it, unless a condition says so already. */
export function untoldHold(experiment: Pick<Experiment, 'held' | 'conditions'>): string | null {
  return experiment.conditions.some((condition) => condition.reason === experiment.held) ? null : experiment.held;
}

import type { Experiment } from './experiment';
import { sameFlag, type FlagValue } from './flag-value';

/** What an edit of a flag for many would do. */
export interface GroupEdit {
  /** Those whose value changes. */
  readonly changed: readonly Experiment[];
  /** How many of these run, and take it at their next launch only. */
  readonly running: number;
  /** How many of these refuse edits because they are terminated; nothing is sent for them. */
  readonly terminated: number;
}

/** What becomes of the members when the flag gets that value; null takes it away. */
export function groupEdit(members: readonly Experiment[], flag: string, value: FlagValue | null): GroupEdit {
  const differing = members.filter((member) => !sameFlag(member.flags[flag], value ?? undefined));
  const changed = differing.filter((member) => member.desired_state !== 'TERMINATED');
  return {
    changed,
    running: changed.filter((member) => ['RUNNING', 'STARTING', 'PENDING'].includes(member.current_state)).length,
    terminated: differing.length - changed.length,
  };
}

/** The preview in a sentence or two. */
export function editSentence({ changed, running, terminated }: GroupEdit): string {
  const many = changed.length === 1 ? '1 experiment' : `${changed.length} experiments`;
  const first =
    changed.length === 0
      ? 'Nothing changes.'
      : running === 0
        ? `For ${many}, none of which runs.`
        : `For ${many}. ${running === changed.length ? 'All of them run and take' : running === 1 ? '1 of them runs and takes' : `${running} of them run and take`} it at the next launch.`;
  return terminated === 0
    ? first
    : `${first} ${terminated} terminated ${terminated === 1 ? 'stays as it is' : 'stay as they are'}.`;
}

import type { DesiredState, Experiment } from './experiment';
import { flagJson, type Flags, type FlagValue } from './flag-value';
import { member } from './json-member';

/** The most operations that the server takes at once. */
export const MOST_OPERATIONS = 1_000;

/** What a batch does to one experiment, as the JSON that is sent: numbers keep their digits. */
export type Operation = string;

export function stateOperation(id: number, desired: DesiredState): Operation {
  return JSON.stringify({ op: 'state', id, desired_state: desired });
}

export function plainOperation(op: 'delete' | 'undelete' | 'release' | 'duplicate', id: number): Operation {
  return JSON.stringify({ op, id });
}

/** Moves into a group, or out of all for null; before a member, or to the end. With `add` it stays in its other groups. */
export function moveOperation(id: number, group: string | null, before: number | null, add: boolean): Operation {
  return JSON.stringify({ op: 'move', id, group_id: group, before, multi_home: add });
}

/** Sets flags and takes away those that are null, if nobody edited the experiment meanwhile. */
export function flagsOperation(
  experiment: Pick<Experiment, 'id' | 'spec_revision' | 'flags'>,
  changes: ReadonlyMap<string, FlagValue | null>,
): Operation {
  const { id, spec_revision: revision, flags } = experiment;
  return `{"op":"patch","id":${id},"spec_revision":${revision},"changes":${flagsBody(changedFlags(flags, changes))}}`;
}

/** The body of an edit that has these flags and no others. */
export function flagsBody(flags: Flags): string {
  const members = Object.entries(flags).map(([name, value]) => member(name, flagJson(value)));
  return `{"flags":{${members.join(',')}}}`;
}

/** Flags after changes; null takes one away. */
export function changedFlags(flags: Flags, changes: ReadonlyMap<string, FlagValue | null>): Flags {
  const changed: Record<string, FlagValue> = Object.fromEntries(
    Object.entries(flags).filter(([name]) => !changes.has(name)),
  );
  for (const [name, value] of changes) {
    if (value !== null) {
      changed[name] = value;
    }
  }
  return changed;
}

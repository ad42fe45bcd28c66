import type { components } from '../api/schema';
import type { Experiment } from './experiment';
import { flagText } from './flag-value';

type Edits = components['schemas']['ExperimentDetails']['edits'];

/** A field of a specification beside what it was and what others have. */
export interface ConfigRow {
  /** As the API calls it, "nodes" or "flags.lr": a flag may be called as a field is. */
  readonly field: string;
  /** A flag by its name alone. */
  readonly name: string;
  /** Null for a field or flag that is empty. */
  readonly value: string | null;
  /** What the newest launch had, where it was edited since; null for nothing. */
  readonly before: string | null;
  /** What the group has: "7", "1e-5 … 3e-3", "adam, sgd"; null without a group. */
  readonly group: string | null;
}

/** A configuration in the order that matters: each field stands in one list only. */
export interface Config {
  /** Edited since the newest launch: the next one takes it. */
  readonly edited: readonly ConfigRow[];
  /** Other than with some of the group. */
  readonly differing: readonly ConfigRow[];
  readonly same: readonly ConfigRow[];
}

/** @param members all of the group, itself too; only itself without a group */
export function configOf(experiment: Experiment, members: readonly Experiment[], edits: Edits | null): Config {
  const others = members.map(textsOf);
  const since = new Map((edits?.fields ?? []).map((edit) => [edit.field, edit]));
  const own = textsOf(experiment);
  // What was taken away since is told, too, and what decides no launch.
  for (const { field, after } of since.values()) {
    own.set(field, own.get(field) ?? after);
  }
  const edited: ConfigRow[] = [];
  const differing: ConfigRow[] = [];
  const same: ConfigRow[] = [];
  for (const [field, value] of own) {
    const shared = others.every((texts) => (texts.get(field) ?? null) === value);
    const compared = members.length > 1 && others.some((texts) => texts.has(field));
    const group = compared ? groupWords(others.map((texts) => texts.get(field) ?? null)) : null;
    const row = { field, name: flagless(field), value, before: since.get(field)?.before ?? null, group };
    if (since.has(field)) {
      edited.push(row);
    } else if (!shared) {
      differing.push(row);
    } else if (value !== null) {
      same.push(row);
    }
  }
  return { edited, differing, same };
}

/** The fields that decide a launch, then the flags by name. */
function textsOf(experiment: Experiment): Map<string, string | null> {
  const flags = Object.entries(experiment.flags).sort(([one], [other]) => (one < other ? -1 : 1));
  return new Map<string, string | null>([
    ...FIELDS.map((field): [string, string | null] => [field, fieldText(experiment[field])]),
    ...flags.map(([name, value]): [string, string | null] => [`flags.${name}`, flagText(value)]),
  ]);
}

const FIELDS = [
  'base_command',
  'tool_path',
  'git_branch',
  'nodes',
  'gpus',
  'accelerator',
  'instance_type',
  'cloud',
  'spot',
  'task_template',
  'cluster',
] as const;

function fieldText(value: string | number | boolean | null): string | null {
  return value === null || value === '' ? null : String(value);
}

function flagless(field: string): string {
  return field.replace(/^flags\./, '');
}

const MOST_NAMED = 3;

/** What many have, in a few words: numbers as a range where they are many. */
function groupWords(values: readonly (string | null)[]): string {
  const texts = [...new Set(values.map((value) => value ?? 'none'))];
  if (texts.length <= MOST_NAMED) {
    return texts.join(', ');
  }
  const numbers = texts.map(Number);
  if (numbers.every(Number.isFinite)) {
    const sorted = [...texts].sort((one, other) => Number(one) - Number(other));
    return `${sorted[0] ?? ''} … ${sorted.at(-1) ?? ''}`;
  }
  return `${texts.slice(0, MOST_NAMED).join(', ')} and ${texts.length - MOST_NAMED} more`;
}

import type { Experiment } from './experiment';
import { editFlag } from './flag-value';
import { noRules, rulesFormOf, type RulesForm } from './run-rules';
import { tagsText } from './tags';

/** A flag row of the form, as typed. */
export interface FlagRow {
  readonly key: number;
  name: string;
  typed: string;
}

/** The form of an experiment, as typed. */
export interface ExperimentForm {
  name: string;
  command: string;
  toolPath: string;
  gitBranch: string;
  nodes: string;
  gpus: string;
  accelerator: string;
  instanceType: string;
  cloud: string;
  spot: boolean;
  taskTemplate: string;
  cluster: string;
  stopCluster: boolean;
  flags: FlagRow[];
  rules: RulesForm;
  /** Who goes first when not all can run. */
  priority: string;
  description: string;
  /** See readTags. */
  tags: string;
}

/** Its single fields but the name and the rules, as the contract calls them. */
export const SPEC_FIELDS = [
  'base_command',
  'tool_path',
  'git_branch',
  'nodes',
  'gpus',
  'accelerator',
  'instance_type',
  'cloud',
  'task_template',
  'cluster',
  'priority',
  'description',
  'tags',
] as const;

export function blankForm(): ExperimentForm {
  return {
    name: '',
    command: '',
    toolPath: '',
    gitBranch: '',
    nodes: '1',
    gpus: '0',
    accelerator: '',
    instanceType: '',
    cloud: '',
    spot: false,
    taskTemplate: '',
    cluster: '',
    stopCluster: false,
    flags: [{ key: 0, name: '', typed: '' }],
    rules: noRules(),
    priority: '0',
    description: '',
    tags: '',
  };
}

/** A form that begins with what all of a group have in common; blank where they differ, or there are none. */
export function formLike(members: readonly Experiment[]): ExperimentForm {
  const blank = blankForm();
  const [first, ...others] = members.map(formOf);
  if (first === undefined) {
    return blank;
  }
  const common = <K extends keyof ExperimentForm>(key: K): ExperimentForm[K] =>
    others.every((other) => other[key] === first[key]) ? first[key] : blank[key];
  const flags = first.flags.filter(({ name, typed }) =>
    others.every((other) => other.flags.some((row) => row.name === name && row.typed === typed)),
  );
  return {
    ...blank,
    command: common('command'),
    toolPath: common('toolPath'),
    gitBranch: common('gitBranch'),
    nodes: common('nodes'),
    gpus: common('gpus'),
    accelerator: common('accelerator'),
    instanceType: common('instanceType'),
    cloud: common('cloud'),
    spot: common('spot'),
    taskTemplate: common('taskTemplate'),
    flags: flags.length === 0 ? blank.flags : flags,
  };
}

/** The form of what there is; sent unchanged it changes nothing. */
export function formOf(experiment: Experiment): ExperimentForm {
  return {
    name: experiment.name,
    command: experiment.base_command,
    toolPath: experiment.tool_path ?? '',
    gitBranch: experiment.git_branch ?? '',
    nodes: String(experiment.nodes),
    gpus: String(experiment.gpus),
    accelerator: experiment.accelerator ?? '',
    instanceType: experiment.instance_type ?? '',
    cloud: experiment.cloud ?? '',
    spot: experiment.spot,
    taskTemplate: experiment.task_template ?? '',
    cluster: experiment.cluster ?? '',
    stopCluster: experiment.stop_cluster,
    flags: Object.entries(experiment.flags)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value], key) => ({ key, name, typed: editFlag(value) })),
    rules: rulesFormOf(experiment),
    priority: String(experiment.priority),
    description: experiment.description ?? '',
    tags: tagsText(experiment.tags),
  };
}

/** The key of a row that is added to these. */
export function nextKey(rows: readonly { readonly key: number }[]): number {
  return Math.max(-1, ...rows.map((row) => row.key)) + 1;
}

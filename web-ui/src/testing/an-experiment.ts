import type { Experiment } from '../model/experiment';

/** An experiment that says nothing of its own: one node, eight GPUs, never launched. Tests name what they are about. */
export function anExperiment(own: Partial<Experiment> = {}): Experiment {
  return {
    name: 'dv.lr',
    base_command: 'lt',
    tool_path: null,
    git_branch: null,
    nodes: 1,
    gpus: 8,
    accelerator: null,
    instance_type: null,
    cloud: null,
    spot: false,
    task_template: null,
    cluster: null,
    stop_cluster: false,
    flags: {},
    restart_policy: 'never',
    max_retries: 3,
    infra_retries: 3,
    stop_rules: null,
    priority: 0,
    description: null,
    tags: [],
    ...own,
  } as Experiment;
}

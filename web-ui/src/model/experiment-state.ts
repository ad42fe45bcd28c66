import type { CurrentState, DesiredState, Experiment, Job } from './experiment';
import { momentOf } from './moment';

/** The nine looks of a state: each has a shape, a word and a colour. */
export type Look =
  'running' | 'pending' | 'recovering' | 'stopped' | 'succeeded' | 'failed' | 'cancelled' | 'terminated' | 'unknown';

export interface ShownState {
  readonly look: Look;
  readonly word: string;
}

type StateFields = Pick<Experiment, 'current_state' | 'desired_state' | 'sky_status'>;

const SHOWN: Readonly<Record<CurrentState, ShownState>> = {
  INIT: { look: 'stopped', word: 'Not started' },
  PENDING: { look: 'pending', word: 'Pending' },
  STARTING: { look: 'pending', word: 'Starting' },
  RUNNING: { look: 'running', word: 'Running' },
  SUCCEEDED: { look: 'succeeded', word: 'Succeeded' },
  FAILED: { look: 'failed', word: 'Failed' },
  CANCELLED: { look: 'cancelled', word: 'Cancelled' },
  UNKNOWN: { look: 'unknown', word: 'Unknown' },
};

const WANTED: Readonly<Record<DesiredState, ShownState>> = {
  RUNNING: { look: 'running', word: 'Running' },
  STOPPED: { look: 'stopped', word: 'Stopped' },
  TERMINATED: { look: 'terminated', word: 'Terminated' },
};

/** What an experiment is, in one word. */
export function shownState(experiment: StateFields): ShownState {
  if (experiment.sky_status === 'RECOVERING') {
    return { look: 'recovering', word: 'Recovering' };
  }
  if (experiment.desired_state === 'TERMINATED' && isAtRest(experiment.current_state)) {
    return WANTED.TERMINATED;
  }
  return SHOWN[experiment.current_state];
}

export function shownJobState(job: Pick<Job, 'status' | 'sky_status'>): ShownState {
  return job.sky_status === 'RECOVERING' ? { look: 'recovering', word: 'Recovering' } : SHOWN[job.status];
}

/** What an experiment wants, in one word. */
export function wantedState(desired: DesiredState): ShownState {
  return WANTED[desired];
}

/** Whether what is differs from what is wanted, so that the arrow stands between them. */
export function wantsChange(experiment: Pick<Experiment, 'current_state' | 'desired_state' | 'launch'>): boolean {
  const { current_state: current, desired_state: desired, launch } = experiment;
  if (desired !== 'RUNNING') {
    return !isAtRest(current);
  }
  if (current === 'RUNNING') {
    return false;
  }
  // A run that was asked for and came to its end is what was wanted, until the next one is under way.
  return current !== 'SUCCEEDED' || launch?.state === 'INTENT' || launch?.state === 'SENT';
}

/** No job of it is, or may be, alive. */
export function isAtRest(current: CurrentState): boolean {
  return current === 'INIT' || current === 'SUCCEEDED' || current === 'FAILED' || current === 'CANCELLED';
}

export function canRun(experiment: Pick<Experiment, 'current_state' | 'desired_state' | 'launch'>): boolean {
  if (experiment.desired_state !== 'RUNNING') {
    return true;
  }
  return isAtRest(experiment.current_state) && !isLaunching(experiment);
}

export function canStop(experiment: Pick<Experiment, 'current_state' | 'desired_state' | 'launch'>): boolean {
  return experiment.desired_state === 'RUNNING' && (!isAtRest(experiment.current_state) || wantsChange(experiment));
}

function isLaunching(experiment: Pick<Experiment, 'launch'>): boolean {
  const state = experiment.launch?.state;
  return state === 'INTENT' || state === 'SENT';
}

/** Why it is not where it should be: the hold first, then the reconciler's first sentence. */
export function whyOf(experiment: Pick<Experiment, 'held' | 'conditions'>): string | null {
  return experiment.held ?? experiment.conditions[0]?.reason ?? null;
}

/** Since when the state is what it is; null when nobody knows. */
export function stateSince(
  experiment: Pick<Experiment, 'current_state' | 'state_since' | 'launch' | 'conditions'>,
  newestJob: Pick<Job, 'status' | 'submitted_at' | 'started_at' | 'ended_at'> | null,
): number | null {
  const told = momentOf(experiment.state_since);
  if (told !== null) {
    return told;
  }
  if (newestJob?.status === experiment.current_state) {
    return momentOf(newestJob.ended_at) ?? momentOf(newestJob.started_at) ?? momentOf(newestJob.submitted_at);
  }
  return momentOf(experiment.conditions[0]?.since);
}

/** "4 × 8 H100", "1 × CPU". */
export function shape(experiment: Pick<Experiment, 'nodes' | 'gpus' | 'accelerator'>): string {
  const kind = experiment.accelerator === null ? '' : ` ${experiment.accelerator}`;
  return experiment.gpus === 0 ? `${experiment.nodes} × CPU` : `${experiment.nodes} × ${experiment.gpus}${kind}`;
}

/** The shape of all of them; null when they differ, or there are none. */
export function commonShape(experiments: readonly Pick<Experiment, 'nodes' | 'gpus' | 'accelerator'>[]): string | null {
  const [first] = experiments;
  const one = first === undefined ? null : shape(first);
  return experiments.every((experiment) => shape(experiment) === one) ? one : null;
}

/** "aws us-east-1 spot": where its newest job is, else where it is to be; null when nobody says. */
export function whereOf(
  experiment: Pick<Experiment, 'cloud' | 'cluster' | 'spot'>,
  newestJob: Pick<Job, 'cloud' | 'region'> | null,
): string | null {
  const cloud = newestJob?.cloud ?? experiment.cloud;
  if (cloud === null) {
    return experiment.cluster;
  }
  const region = newestJob?.cloud === null ? null : (newestJob?.region ?? null);
  return [cloud.toLowerCase(), region, experiment.spot ? 'spot' : null].filter((part) => part !== null).join(' ');
}

/** How many members show each look, in the order that trouble and work should be read. */
export function countLooks(experiments: readonly StateFields[]): readonly { look: Look; count: number }[] {
  const counts = new Map<Look, number>();
  for (const experiment of experiments) {
    const { look } = shownState(experiment);
    counts.set(look, (counts.get(look) ?? 0) + 1);
  }
  return LOOKS.flatMap((look) => {
    const count = counts.get(look);
    return count === undefined ? [] : [{ look, count }];
  });
}

const LOOKS: readonly Look[] = [
  'running',
  'pending',
  'recovering',
  'failed',
  'succeeded',
  'stopped',
  'cancelled',
  'terminated',
  'unknown',
];

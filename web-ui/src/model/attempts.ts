import { duration } from './duration';
import type { JobEvent } from '../api/lists';
import type { Experiment, Job } from './experiment';
import { remediesOf } from './condition';
import { isActive, secondsOf, type RunTimes } from './job';
import { momentOf } from './moment';

/** What a job does for a while, in the order that it does. */
export const PHASES = ['pending', 'starting', 'running', 'recovering', 'failed'] as const;
export type Phase = (typeof PHASES)[number];

/** A stretch of time, in milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Segment extends Span {
  readonly phase: Phase;
}

/** A job as a line of time: its segments follow each other without a hole. */
export interface Attempt extends Span {
  readonly job: Job;
  readonly segments: readonly Segment[];
}

type Times = RunTimes & Pick<Job, 'status' | 'created_at' | 'submitted_at' | 'recovery_count'>;

/** The jobs whose times are known, the first first. */
export function attemptsOf(jobs: readonly Job[], now: number): readonly Attempt[] {
  return jobs
    .flatMap((job) => {
      const segments = segmentsOf(job, now);
      const [first] = segments;
      const last = segments.at(-1);
      return first === undefined || last === undefined ? [] : [{ job, segments, from: first.from, to: last.to }];
    })
    .sort((one, other) => one.from - other.from || Number(one.job.id) - Number(other.job.id));
}

/**
 * What one job did when; nothing where that is not known. SkyPilot tells of the last recovery only, and how long the job
 * ran in all: the rest of the time before that recovery is drawn as one.
 */
export function segmentsOf(job: Times, now: number): readonly Segment[] {
  const submitted = momentOf(job.submitted_at) ?? momentOf(job.created_at);
  const ended = momentOf(job.ended_at) ?? (isActive(job) ? now : null);
  if (submitted === null || ended === null) {
    return [];
  }
  const end = Math.max(submitted, ended);
  const started = Math.min(end, Math.max(submitted, momentOf(job.started_at) ?? end));
  const failed: readonly Segment[] = job.status === 'FAILED' ? [{ phase: 'failed', from: end, to: end }] : [];
  return [
    { phase: 'starting' as const, from: submitted, to: started },
    ...runOf(job, { from: started, to: end }, now),
    // Of no length: it marks the end.
    ...failed,
  ].filter(({ phase, from, to }) => to > from || phase === 'failed');
}

/** SkyPilot's words for what is no end; the rest are ends. */
const PHASE_OF: Readonly<Record<string, Phase>> = {
  PENDING: 'pending',
  SUBMITTED: 'starting',
  STARTING: 'starting',
  RUNNING: 'running',
  RECOVERING: 'recovering',
};

const FIRST: ReadonlySet<string> = new Set(['PENDING', 'SUBMITTED']);

/**
 * What one job did when, by what SkyPilot says happened to it: each recovery has its place. Its times are of an unknown
 * zone, so they are counted from when the job was submitted.
 *
 * @param events newest first
 */
export function segmentsOfEvents(job: Times, events: readonly JobEvent[], now: number): readonly Segment[] {
  const rough = segmentsOf(job, now);
  const last = rough.at(-1);
  const told = events
    .filter(({ status }) => PHASE_OF[status] !== undefined)
    .flatMap((event) => {
      const at = momentOf(event.at);
      return at === null ? [] : [{ phase: PHASE_OF[event.status] ?? 'starting', status: event.status, at }];
    })
    .sort((one, other) => one.at - other.at);
  const [first] = told;
  const begin = rough[0]?.from;
  // SkyPilot tells the newest events only: without the first of all nobody knows when they were.
  if (first === undefined || !FIRST.has(first.status) || begin === undefined || last === undefined) {
    return rough;
  }
  const shift = begin - first.at;
  const segments: Segment[] = [];
  told.forEach(({ phase, at }, index) => {
    const from = at + shift;
    const to = Math.min(last.to, (told[index + 1]?.at ?? Infinity) + shift);
    const before = segments.at(-1);
    if (before?.phase === phase) {
      segments[segments.length - 1] = { ...before, to };
    } else if (to > from) {
      segments.push({ phase, from, to });
    }
  });
  return last.phase === 'failed' ? [...segments, last] : segments;
}

function runOf(job: Times, { from, to }: Span, now: number): readonly Segment[] {
  const recovering = job.sky_status === 'RECOVERING';
  const recovered = recovering ? to : momentOf(job.last_recovered_at);
  const seconds = secondsOf(job, now);
  if (!(recovering || job.recovery_count > 0) || recovered === null || recovered < from || seconds === null) {
    return [{ phase: 'running', from, to }];
  }
  const until = Math.min(recovered, to);
  const lost = Math.min(until - from, Math.max(0, to - from - seconds * 1_000));
  return [
    { phase: 'running', from, to: until - lost },
    { phase: 'recovering', from: until - lost, to: until },
    { phase: 'running', from: until, to },
  ];
}

/** What it did in words: "Starting 2 min, running 2 h 10, recovering 6 min, running 1 h 02, failed." */
export function phaseWords({ segments }: Pick<Attempt, 'segments'>): string {
  const words = segments.map(({ phase, from, to }) =>
    phase === 'failed' ? phase : `${phase} ${duration((to - from) / 1_000)}`,
  );
  const text = words.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** When the next attempt begins by itself; null when none does, or nobody knows when. */
export function nextTry(
  experiment: Pick<Experiment, 'conditions' | 'current_state' | 'desired_state' | 'launch'>,
): number | null {
  const times = experiment.conditions
    .filter((condition) => remediesOf(condition, experiment).includes('try now'))
    .flatMap((condition) => momentOf(condition.next_at) ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

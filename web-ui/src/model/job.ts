import type { Job } from './experiment';
import { momentOf } from './moment';
import { webAddress } from './web-address';

/** Whether it runs or may run. */
export function isActive(job: Pick<Job, 'status' | 'ended_at'>): boolean {
  return job.ended_at === null && ['PENDING', 'STARTING', 'RUNNING', 'UNKNOWN'].includes(job.status);
}

/** How long a job ran is counted by these. */
export type RunTimes = Pick<
  Job,
  'sky_status' | 'started_at' | 'ended_at' | 'duration_seconds' | 'earlier_seconds' | 'last_recovered_at'
>;

/** How long it ran, recoveries left out: SkyPilot's own count once it has ended, before that counted on. Null before it starts. */
export function secondsOf(job: RunTimes, now: number): number | null {
  const started = momentOf(job.started_at);
  const ended = momentOf(job.ended_at);
  if (ended === null) {
    const recovered = momentOf(job.last_recovered_at);
    if (job.earlier_seconds !== null && recovered !== null) {
      return job.earlier_seconds + (job.sky_status === 'RECOVERING' ? 0 : (now - recovered) / 1000);
    }
    return started === null ? null : (now - started) / 1000;
  }
  return job.duration_seconds ?? (started === null ? null : (ended - started) / 1000);
}

/** Where it runs: "aws us-east-1"; null when nobody knows yet. */
export function whereOf(job: Pick<Job, 'cloud' | 'region' | 'infra' | 'sky_cluster'>): string | null {
  const place = [job.cloud?.toLowerCase(), job.region].filter((part) => part !== undefined && part !== null);
  return place.length > 0 ? place.join(' ') : (job.infra ?? job.sky_cluster);
}

/** Why it ended as it did, in SkyPilot's words if it has any; empty when there is nothing to say. */
export function reasonOf(job: Pick<Job, 'error_message' | 'exit_code'>): string {
  return job.error_message ?? (job.exit_code ? `Exited with code ${job.exit_code}.` : '');
}

/** What SkyPilot links the job to, such as a tracker; nothing but addresses of the web. */
export function linksOf(job: Pick<Job, 'links'>): { title: string; url: string }[] {
  return Object.entries(job.links).flatMap(([title, text]) => {
    const url = webAddress(text);
    return url === null ? [] : [{ title, url }];
  });
}

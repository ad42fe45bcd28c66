/** What is known about one source of facts: SkyPilot's queue, S3 or the policy registry. */
export interface SourceState {
  /** When it was last read well, on this browser's clock; null when never. */
  readonly readAt: number | null;
  readonly intervalSeconds: number;
  readonly error: string | null;
}

export type Freshness = 'fresh' | 'late' | 'silent';

/** Late after 1.2 of its interval, silent after 3, as people know it; a few seconds of slack for short intervals. */
export function freshness(source: SourceState, now: number): Freshness {
  if (source.readAt === null) {
    return source.error === null ? 'fresh' : 'silent';
  }
  const seconds = (now - source.readAt) / 1000;
  if (seconds > source.intervalSeconds * 3 + SLACK_SECONDS) {
    return 'silent';
  }
  return source.error !== null || seconds > source.intervalSeconds * 1.2 + SLACK_SECONDS ? 'late' : 'fresh';
}

const SLACK_SECONDS = 2;

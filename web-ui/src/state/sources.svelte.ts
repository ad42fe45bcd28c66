import type { Health } from '../api/client';
import type { SourceAge } from '../api/stream/router';
import type { SourceState } from '../model/source-age';

const UNKNOWN: SourceState = { readAt: null, intervalSeconds: 30, error: null };

/** How fresh SkyPilot's queue, S3 and the policy registry are. Ages count from arrival, so no two clocks are compared. */
export class Sources {
  skypilot: SourceState = $state.raw(UNKNOWN);
  s3: SourceState = $state.raw(UNKNOWN);
  /** Null while nothing is known of one: none may be configured. */
  observatory: SourceState | null = $state.raw(null);

  note(age: SourceAge): void {
    this[age.source] = {
      readAt: age.age_seconds === null ? null : Date.now() - age.age_seconds * 1000,
      intervalSeconds: age.interval_seconds,
      error: age.error ?? (age.ok ? null : 'did not answer'),
    };
  }

  load(health: Health): void {
    for (const source of ['skypilot', 's3', 'observatory'] as const) {
      if (source === 'observatory' && !health.observatory.running) {
        continue;
      }
      const { staleness_seconds: age, interval_seconds: interval, error } = health[source];
      this[source] = {
        readAt: age === null ? null : Date.now() - age * 1000,
        intervalSeconds: interval ?? UNKNOWN.intervalSeconds,
        error,
      };
    }
  }
}

import { describe, expect, it } from 'vitest';
import { attemptsOf, nextTry, phaseWords, segmentsOf, segmentsOfEvents } from './attempts';
import type { Job } from './experiment';

const MINUTE = 60_000;
const at = (minute: number) => Date.UTC(2026, 10, 22, 0, minute);
const text = (minute: number) => new Date(at(minute)).toISOString();

const job = {
  id: '7',
  status: 'RUNNING' as Job['status'],
  sky_status: 'RUNNING',
  created_at: text(0),
  submitted_at: text(0),
  started_at: text(3) as string | null,
  ended_at: null as string | null,
  duration_seconds: null as number | null,
  earlier_seconds: null as number | null,
  recovery_count: 0,
  last_recovered_at: text(3) as string | null,
};

/** The phases with their minutes. */
function phases(of: typeof job, now: number): readonly (string | number)[][] {
  return segmentsOf(of, at(now)).map(({ phase, from, to }) => [phase, (from - at(0)) / MINUTE, (to - at(0)) / MINUTE]);
}

describe('what a job did when', () => {
  it('starts, then runs until now', () => {
    expect(phases(job, 10)).toEqual([
      ['starting', 0, 3],
      ['running', 3, 10],
    ]);
  });

  it('starts until now while it has not started', () => {
    expect(phases({ ...job, status: 'PENDING', started_at: null }, 10)).toEqual([['starting', 0, 10]]);
  });

  it('shows a failure at its end', () => {
    const failed = { ...job, status: 'FAILED' as const, ended_at: text(8), duration_seconds: 300 };
    expect(phases(failed, 60)).toEqual([
      ['starting', 0, 3],
      ['running', 3, 8],
      ['failed', 8, 8],
    ]);
  });

  it('draws the time that it did not run before its last recovery', () => {
    const recovered = { ...job, recovery_count: 1, earlier_seconds: 10 * 60, last_recovered_at: text(20) };
    expect(phases(recovered, 30)).toEqual([
      ['starting', 0, 3],
      ['running', 3, 13],
      ['recovering', 13, 20],
      ['running', 20, 30],
    ]);
  });

  it('recovers until now while it recovers', () => {
    const recovering = { ...job, sky_status: 'RECOVERING', recovery_count: 1, earlier_seconds: 10 * 60 };
    expect(phases(recovering, 30)).toEqual([
      ['starting', 0, 3],
      ['running', 3, 13],
      ['recovering', 13, 30],
    ]);
  });

  it('runs without a hole where nobody counted', () => {
    const imported = { ...job, recovery_count: 2, last_recovered_at: null };
    expect(phases(imported, 30)).toEqual([
      ['starting', 0, 3],
      ['running', 3, 30],
    ]);
  });

  it('is not drawn when nobody knows when it ended', () => {
    expect(phases({ ...job, status: 'CANCELLED' }, 30)).toEqual([]);
  });

  it('never ends before it began, whatever clocks say', () => {
    const skewed = { ...job, status: 'SUCCEEDED' as const, started_at: text(-5), ended_at: text(-2) };
    expect(phases(skewed, 30)).toEqual([]);
  });
});

it('puts the first attempt first', () => {
  const jobs = [
    { ...job, id: '9', submitted_at: text(20), started_at: text(21) },
    { ...job, id: '8', status: 'SUCCEEDED', ended_at: text(10) },
  ] as unknown as Job[];
  expect(attemptsOf(jobs, at(30)).map((attempt) => [attempt.job.id, attempt.from, attempt.to])).toEqual([
    ['8', at(0), at(10)],
    ['9', at(20), at(30)],
  ]);
});

it('says what a job did', () => {
  const failed = { ...job, status: 'FAILED' as const, ended_at: text(133) };
  expect(phaseWords({ segments: segmentsOf(failed, at(200)) })).toBe('Starting 3 min, running 2 h 10, failed.');
});

describe('the next attempt', () => {
  const failed = { current_state: 'FAILED', desired_state: 'RUNNING', launch: null } as const;
  const backoff = (next_at: string | null) => ({ type: 'Backoff', reason: 'It waits.', since: '', next_at });

  it('begins when the first condition says so', () => {
    expect(nextTry({ ...failed, conditions: [backoff(text(9)), backoff(text(5)), backoff(null)] })).toBe(at(5));
  });

  it('does not begin by itself otherwise', () => {
    expect(nextTry({ ...failed, conditions: [backoff(null)] })).toBeNull();
    expect(nextTry({ ...failed, desired_state: 'STOPPED', conditions: [backoff(text(5))] })).toBeNull();
  });
});

describe('what a job did by its events', () => {
  const event = (minute: number, status: string) => ({
    task_id: 0,
    status,
    reason: null,
    code: null,
    // The server is two hours ahead and does not say so.
    at: new Date(at(minute + 120)).toISOString().replace('Z', ''),
  });
  const told = [
    event(20, 'RUNNING'),
    event(13, 'RECOVERING'),
    event(3, 'RUNNING'),
    event(1, 'STARTING'),
    event(0, 'PENDING'),
  ];
  const shown = (of: typeof job, events: typeof told, now: number) =>
    segmentsOfEvents(of, events, at(now)).map(({ phase, from, to }) => [
      phase,
      (from - at(0)) / MINUTE,
      (to - at(0)) / MINUTE,
    ]);

  it('has each recovery in its place, whatever the zone', () => {
    expect(shown({ ...job, recovery_count: 1 }, told, 30)).toEqual([
      ['pending', 0, 1],
      ['starting', 1, 3],
      ['running', 3, 13],
      ['recovering', 13, 20],
      ['running', 20, 30],
    ]);
  });

  it('ends when the job did', () => {
    const failed = { ...job, status: 'FAILED' as const, ended_at: text(25) };
    expect(shown(failed, [event(25, 'FAILED'), ...told], 90).slice(-2)).toEqual([
      ['running', 20, 25],
      ['failed', 25, 25],
    ]);
  });

  it('joins what changed only in name', () => {
    expect(shown(job, [event(3, 'RUNNING'), event(1, 'STARTING'), event(0, 'SUBMITTED')], 10)).toEqual([
      ['starting', 0, 3],
      ['running', 3, 10],
    ]);
  });

  it('is what the queue says where the first was not told', () => {
    const recovered = { ...job, recovery_count: 1, earlier_seconds: 10 * 60, last_recovered_at: text(20) };
    expect(shown(recovered, told.slice(0, 2), 30)).toEqual(phases(recovered, 30));
  });

  it('is what the queue says where nothing was told', () => {
    expect(shown(job, [], 10)).toEqual(phases(job, 10));
  });
});

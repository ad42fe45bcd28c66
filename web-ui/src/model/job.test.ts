import { describe, expect, it } from 'vitest';
import { isActive, linksOf, reasonOf, secondsOf, whereOf } from './job';

const job = {
  sky_status: 'RUNNING',
  started_at: '2026-11-22T00:00:00',
  ended_at: null,
  duration_seconds: null,
  earlier_seconds: null,
  last_recovered_at: null,
};
const at = (text: string) => Date.parse(text);

describe('how long a job ran', () => {
  it('counts on while it runs', () => {
    expect(secondsOf(job, at('2026-11-22T00:01:00Z'))).toBe(60);
  });

  it('stands still once it has ended', () => {
    const ended = { ...job, ended_at: '2026-11-22T00:00:30' };
    expect(secondsOf(ended, at('2026-11-23T00:00:00Z'))).toBe(30);
    expect(secondsOf({ ...ended, duration_seconds: 21 }, 0)).toBe(21);
  });

  it('leaves recoveries out', () => {
    const recovered = { ...job, earlier_seconds: 20, last_recovered_at: '2026-11-22T00:00:50' };
    expect(secondsOf(recovered, at('2026-11-22T00:01:00Z'))).toBe(30);
    expect(secondsOf({ ...recovered, sky_status: 'RECOVERING' }, at('2026-11-22T00:01:00Z'))).toBe(20);
  });

  it('is unknown before it starts', () => {
    expect(secondsOf({ ...job, started_at: null }, 0)).toBeNull();
  });
});

it('is active until it has ended', () => {
  expect(isActive({ status: 'RUNNING', ended_at: null })).toBe(true);
  expect(isActive({ status: 'FAILED', ended_at: '2026-11-22T00:00:30' })).toBe(false);
});

it('says where it runs as far as that is known', () => {
  const nowhere = { cloud: null, region: null, infra: null, sky_cluster: null };
  expect(whereOf({ ...nowhere, cloud: 'AWS', region: 'us-east-1' })).toBe('aws us-east-1');
  expect(whereOf({ ...nowhere, sky_cluster: 'box-41' })).toBe('box-41');
  expect(whereOf(nowhere)).toBeNull();
});

it('has SkyPilot’s words for why it ended', () => {
  expect(reasonOf({ error_message: 'Out of memory', exit_code: 137 })).toBe('Out of memory');
  expect(reasonOf({ error_message: null, exit_code: 137 })).toBe('Exited with code 137.');
  expect(reasonOf({ error_message: null, exit_code: 0 })).toBe('');
});

it('links to the web only', () => {
  const links = { 'W&B': 'https://wandb.ai/run/1', odd: 'javascript:alert(1)', file: 'file:///etc/passwd' };
  expect(linksOf({ links })).toEqual([{ title: 'W&B', url: 'https://wandb.ai/run/1' }]);
});

import { expect, it } from 'vitest';
import type { Job } from '../model/experiment';
import { NewestJobs } from './newest-jobs.svelte';

const job = (id: string, status: string) => ({ id, experiment_id: 'dv.lr', status }) as unknown as Job;

it('keeps the job with the highest number, in its newest state', () => {
  const jobs = new NewestJobs();
  jobs.note(job('9', 'PENDING'));
  jobs.note(job('10', 'PENDING'));
  jobs.note(job('9', 'FAILED'));
  jobs.note(job('10', 'RUNNING'));
  expect(jobs.of('dv.lr')).toMatchObject({ id: '10', status: 'RUNNING' });
});

it('knows of none where none was seen', () => {
  expect(new NewestJobs().of('dv.lr')).toBeNull();
});

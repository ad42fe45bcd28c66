import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SweepPreview } from '../api/lists';
import type { Answer, Reply } from '../api/transport';
import { Problem } from '../api/problem';
import type { Experiment } from '../model/experiment';
import { SweepDraft } from './sweep-draft.svelte';

const base = {
  name: 'dv',
  base_command: 'train',
  tool_path: null,
  git_branch: null,
  accelerator: null,
  instance_type: null,
  cloud: null,
  spot: false,
  task_template: null,
  tags: [],
  cluster: null,
  stop_cluster: false,
  nodes: 1,
  gpus: 0,
  flags: {},
  restart_policy: 'never',
  max_retries: 3,
  infra_retries: 3,
  stop_rules: null,
} as unknown as Experiment;

const preview = (names: readonly string[]): SweepPreview => ({
  names: [...names],
  count: names.length,
  nodes: 1,
  gpus: 0,
  collisions: [],
});

let answers: ((names: readonly string[]) => void)[];
const previewSweep = vi.fn(
  () =>
    new Promise<Reply<SweepPreview>>((resolve) => {
      answers.push((names) => {
        resolve({
          value: preview(names),
          revision: 1,
          next: null,
          undo: null,
          warnings: [{ field: 'flags.lr', message: 'unknown' }],
        });
      });
    }),
);
const createSweep = vi.fn(() => Promise.resolve<Answer<unknown>>({ value: null, revision: 2 }));

function draftOf(values: string): SweepDraft {
  const draft = new SweepDraft({ previewSweep, createSweep }, base, 5);
  draft.form.axes = [{ key: 0, flag: 'lr', values }];
  return draft;
}

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  vi.clearAllMocks();
});

afterEach(() => {
  vi.useRealTimers();
});

it('asks once typing pauses, not for each letter', async () => {
  const draft = draftOf('1');
  draft.askSoon()();
  draft.form.axes = [{ key: 0, flag: 'lr', values: '1, 2' }];
  draft.askSoon();
  // From the first letter on: what is shown is not what would be made.
  expect(draft.asking).toBe(true);
  await vi.advanceTimersByTimeAsync(500);
  expect(previewSweep).toHaveBeenCalledTimes(1);
  answers[0]?.(['a', 'b']);
  await vi.advanceTimersByTimeAsync(0);
  expect([draft.preview?.count, draft.warnings, draft.asking]).toEqual([2, ['unknown'], false]);
});

it('does not let an answer to what was typed before replace a newer one', async () => {
  const draft = draftOf('1');
  draft.askSoon();
  await vi.advanceTimersByTimeAsync(500);
  draft.askSoon();
  await vi.advanceTimersByTimeAsync(500);
  answers[1]?.(['new']);
  await vi.advanceTimersByTimeAsync(0);
  answers[0]?.(['old']);
  await vi.advanceTimersByTimeAsync(0);
  expect([draft.preview?.names, draft.asking]).toEqual([['new'], false]);
});

it('says what is wrong without asking, and forgets what an earlier text would have made', async () => {
  const draft = draftOf('1');
  draft.preview = preview(['a']);
  draft.form.axes = [{ key: 0, flag: 'lr', values: '1,,' }];
  draft.askSoon();
  await vi.advanceTimersByTimeAsync(500);
  expect(previewSweep).not.toHaveBeenCalled();
  expect([draft.preview, draft.problems.map(({ field }) => field)]).toEqual([null, ['axis 0']]);
});

it('puts what the server refused at its field', async () => {
  const draft = draftOf('1');
  createSweep.mockRejectedValueOnce(new Problem(422, 'no', [{ field: 'experiment.nodes', message: 'At least 1.' }]));
  expect(await draft.create('RUNNING')).toBe(false);
  expect(draft.problems).toEqual([{ field: 'nodes', message: 'At least 1.' }]);
  expect(await draft.create('STOPPED')).toBe(true);
  expect(draft.creating).toBe(false);
});

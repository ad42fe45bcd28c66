import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Experiment } from '../../model/experiment';
import type { Changes, ChangeFrame } from './changes';
import { StreamRouter } from './router';

function frame(revision: number, more: Partial<ChangeFrame>): string {
  return JSON.stringify({
    revision,
    experiments: [],
    groups: [],
    jobs: [],
    checkpoints: [],
    removed_experiments: [],
    removed_groups: [],
    ...more,
  });
}

const experiment = (id: number, name: string) => ({ id, name, deleted: false }) as unknown as Experiment;

describe('the router', () => {
  let flush: () => void;
  const scheduled = vi.fn((next: () => void) => {
    flush = next;
  });
  const changes = vi.fn<(changes: Changes) => void>();
  const resync = vi.fn();
  let router: StreamRouter;

  beforeEach(() => {
    vi.clearAllMocks();
    router = new StreamRouter({ hello: vi.fn(), source: vi.fn(), resync, changes }, scheduled);
  });

  const change = (revision: number, more: Partial<ChangeFrame>) => {
    router.accept({ type: 'change', id: String(revision), data: frame(revision, more) });
  };

  it('merges changes of one row and hands them on once', () => {
    change(1, { experiments: [experiment(7, 'a')] });
    change(2, { experiments: [experiment(7, 'b'), experiment(8, 'c')] });
    expect(changes).not.toHaveBeenCalled();
    flush();
    expect(scheduled).toHaveBeenCalledTimes(1);
    const merged = changes.mock.calls[0]?.[0];
    expect(merged?.revision).toBe(2);
    expect(merged?.experiments.get(7)).toMatchObject({ value: { name: 'b' }, revision: 2 });
  });

  it('lets the last of removed and brought back win', () => {
    change(1, { removed_experiments: [7] });
    change(2, { experiments: [experiment(7, 'back')] });
    change(3, { experiments: [experiment(8, 'a')] });
    change(4, { removed_experiments: [8] });
    flush();
    const merged = changes.mock.calls[0]?.[0];
    expect(merged?.experiments.get(7)?.value).toMatchObject({ name: 'back' });
    expect(merged?.experiments.get(8)?.value).toBeNull();
  });

  it('forgets what waits when everything is to be loaded again', () => {
    change(1, { experiments: [experiment(7, 'a')] });
    router.accept({ type: 'resync', id: null, data: '{"revision":9}' });
    flush();
    expect(resync).toHaveBeenCalledTimes(1);
    expect(changes).not.toHaveBeenCalled();
  });

  it('ignores events it does not know', () => {
    router.accept({ type: 'weather', id: null, data: 'rain' });
    expect(scheduled).not.toHaveBeenCalled();
  });
});

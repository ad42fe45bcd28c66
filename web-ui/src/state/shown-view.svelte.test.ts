// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { ShownView } from './shown-view.svelte';
import { View } from './view.svelte';

const saved = { id: 'abc', filter: 'state:running', layout: { sort: '-epoch', columns: ['state', 'cost'] } };
let shown: ShownView;
let view: View;

beforeEach(() => {
  window.history.replaceState(null, '', '/');
  view = new View();
  const views = vi.fn().mockResolvedValue({ value: [saved], revision: 1 });
  const one = vi.fn((id: string) => Promise.resolve(id === 'hers' ? { ...saved, id, filter: 'owner:ann' } : null));
  shown = new ShownView({ lists: { views, view: one } } as unknown as SkyDeckApi, view);
});

it('is the saved view until it is edited in the address', async () => {
  await shown.views.refresh();
  view.go('/v/abc');
  expect(shown.parts).toEqual({
    filter: 'state:running',
    sort: '-epoch',
    columns: ['state', 'cost'],
    flags: null,
  });
  expect(shown.edited).toBe(false);
  shown.show({ filter: 'state:failed' });
  expect(window.location.search).toBe('?filter=state%3Afailed');
  expect([shown.parts.filter, shown.edited]).toEqual(['state:failed', true]);
  shown.show({ filter: 'state:running' });
  expect([window.location.search, shown.edited]).toEqual(['', false]);
});

it('keeps edits of columns and sort in the address beside the filter', async () => {
  await shown.views.refresh();
  view.go('/v/abc');
  shown.sortBy('epoch');
  shown.show({ columns: ['state'] });
  expect(window.location.search).toBe('?sort=order&columns=state');
  expect(shown.sorting).toBeNull();
  shown.settle();
  expect(shown.sorting).toEqual({ field: 'epoch', descending: true });
});

it('shows everything where no view is named', () => {
  expect([shown.saved, shown.parts.filter, shown.edited]).toEqual([null, '', false]);
});

it('opens a view by its link that is in no list', async () => {
  view.go('/v/hers');
  expect(shown.state).toBe('reading');
  shown.readFor('hers');
  await vi.waitFor(() => {
    expect(shown.state).toBe('here');
  });
  expect(shown.parts.filter).toBe('owner:ann');
});

it('says that a view is not there, and not before it was asked for', async () => {
  shown.readFor(null);
  await vi.waitFor(() => {
    expect(shown.views.current.kind).toBe('ready');
  });
  view.go('/v/gone');
  expect(shown.state).toBe('reading');
  shown.readFor('gone');
  await vi.waitFor(() => {
    expect(shown.state).toBe('missing');
  });
});

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
  shown = new ShownView({ lists: { views } } as unknown as SkyDeckApi, view);
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

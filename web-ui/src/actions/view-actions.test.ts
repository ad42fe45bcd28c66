import { beforeEach, expect, it, vi } from 'vitest';
import type { SavedView } from '../api/lists';
import { PLAIN, type ViewParts } from '../model/view-parts';
import type { SkyDeck } from '../state/skydeck.svelte';
import { createView, saveView } from './view-actions';

const view = { id: 'abc', name: 'lr', revision: 3 } as SavedView;
const lists = { createView: vi.fn(), editView: vi.fn() };
const shown = { parts: PLAIN, saved: view as SavedView | null, settle: vi.fn(), views: { refresh: vi.fn() } };
const deck = {
  api: { lists },
  shown,
  view: { go: vi.fn() },
  toasts: { done: vi.fn() },
  attempt: async (_: string, action: () => Promise<unknown>) => action().catch(() => null),
} as unknown as SkyDeck;

function shows(parts: Partial<ViewParts>): void {
  shown.parts = { ...PLAIN, ...parts };
}

beforeEach(() => {
  vi.clearAllMocks();
  shown.saved = view;
  lists.createView.mockResolvedValue({ value: view });
  lists.editView.mockResolvedValue({ value: view });
});

it('has a view keep to the flags that there are, so that a new one does not change it', async () => {
  shows({ filter: 'is:starred', sort: '-epoch' });
  await createView(deck, 'mine', ['lr', 'seed'], true);
  expect(lists.createView).toHaveBeenCalledWith(
    'mine',
    { filter: 'is:starred', sort: '-epoch', columns: null, flags: ['lr', 'seed'] },
    true,
  );
});

it('leaves a view the flags that it has', async () => {
  shows({ flags: ['lr'], columns: ['state'] });
  await saveView(deck, view, ['lr', 'seed']);
  expect(lists.editView).toHaveBeenCalledWith(view, { ...PLAIN, flags: ['lr'], columns: ['state'] });
  expect(shown.settle).toHaveBeenCalledOnce();
});

it('leaves the address of whoever went elsewhere meanwhile', async () => {
  shown.saved = null;
  await saveView(deck, view, []);
  expect(lists.editView).toHaveBeenCalledOnce();
  expect(shown.settle).not.toHaveBeenCalled();
});

it('keeps a view of nothing open for all flags', async () => {
  shows({});
  await saveView(deck, view, []);
  expect(lists.editView).toHaveBeenCalledWith(view, PLAIN);
});

it('leaves the edits in the address when the view was not saved', async () => {
  lists.editView.mockRejectedValue(new Error('edited meanwhile'));
  await saveView(deck, view, []);
  expect(shown.settle).not.toHaveBeenCalled();
});

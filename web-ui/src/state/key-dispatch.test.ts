// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import type { Experiment } from '../model/experiment';
import { KeyDispatch } from './key-dispatch';
import { SkyDeck } from './skydeck.svelte';

let deck: SkyDeck;
let keys: KeyDispatch;

function press(key: string, target: Element = document.body, init: KeyboardEventInit = {}): void {
  target.addEventListener(
    'keydown',
    (event) => {
      keys.press(event as KeyboardEvent);
    },
    { once: true },
  );
  target.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, ...init }));
}

beforeEach(() => {
  document.body.innerHTML = '<input />';
  window.localStorage.clear();
  window.history.replaceState(null, '', '/');
  vi.stubGlobal('localStorage', window.localStorage);
  deck = new SkyDeck();
  keys = new KeyDispatch(deck);
});

it('goes to a page by two keys', () => {
  press('g');
  press('j');
  expect(deck.view.route.page).toBe('jobs');
});

it('opens the palette from where one types, and nothing else', () => {
  const input = document.querySelector('input') ?? document.body;
  press('?', input);
  expect(deck.overlay.shown).toBeNull();
  press('k', input, { ctrlKey: true });
  expect(deck.overlay.shown).toBe('palette');
});

it('touches an experiment only where it is on screen', async () => {
  const deleted = vi.spyOn(deck.api, 'runBatch').mockRejectedValue(new Error('away'));
  deck.board.putExperiment({ id: 7, name: 'dv.lr', flags: {} } as unknown as Experiment, 1);
  deck.selection.toggle(7);
  deck.view.go('/jobs');
  press('Delete');
  expect(deleted).not.toHaveBeenCalled();
  deck.view.go('/');
  press('Delete');
  await Promise.resolve();
  expect(deleted).toHaveBeenCalledOnce();
});

it('is silent about letters that are switched off, not about others', () => {
  deck.preferences.setLetterKeys(false);
  press('?');
  expect(deck.overlay.shown).toBeNull();
  press('k', document.body, { ctrlKey: true });
  expect(deck.overlay.shown).toBe('palette');
});

it('asks which group what has the focus is moved or added to', () => {
  press('m');
  expect(deck.overlay.shown).toBeNull();
  deck.board.putExperiment({ id: 7, name: 'dv.lr', flags: {} } as unknown as Experiment, 1);
  deck.rows.focus({ group: null, id: 7 });
  press('m');
  expect(deck.overlay.shown).toBe('move');
  press('M', document.body, { shiftKey: true });
  expect(deck.overlay.shown).toBe('add');
});

it('goes from the page of one experiment to the next of the board, and not beyond the last', () => {
  for (const id of [1, 2, 3]) {
    const created_at = `2026-01-0${4 - id}T00:00:00Z`;
    deck.board.putExperiment({ id, name: `e${id}`, flags: {}, order: 0, created_at } as unknown as Experiment, 1);
  }
  deck.view.go('/x/1');
  press(']');
  expect(window.location.pathname).toBe('/x/2');
  press(']');
  press(']');
  expect(window.location.pathname).toBe('/x/3');
  press('[');
  expect(window.location.pathname).toBe('/x/2');
  deck.view.go('/jobs');
  press(']');
  expect(window.location.pathname).toBe('/jobs');
});

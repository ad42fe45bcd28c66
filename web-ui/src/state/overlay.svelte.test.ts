import { expect, it } from 'vitest';
import { Overlay } from './overlay.svelte';

it('lies over the page until it is closed', () => {
  const overlay = new Overlay();
  overlay.open('palette');
  overlay.open('help');
  expect(overlay.shown).toBe('help');
  overlay.close();
  expect(overlay.shown).toBeNull();
});

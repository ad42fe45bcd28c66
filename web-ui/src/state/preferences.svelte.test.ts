// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { Preferences } from './preferences.svelte';

beforeEach(() => {
  localStorage.clear();
});

it('keeps the widths of columns for the next visit, within what can be read', () => {
  const preferences = new Preferences();
  preferences.setWidth('name', 300.4);
  preferences.setWidth('epoch', 1);
  preferences.setWidth('age', 70);
  preferences.setWidth('age', null);
  expect(new Preferences().widths).toEqual({ name: 300, epoch: 40 });
});

it.each(['no json', '[]', 'null', '{"name":"wide","epoch":-5}'])('passes over %s in the store', (text) => {
  localStorage.setItem('skydeck.column-widths', text);
  expect(new Preferences().widths).toEqual({});
});

import { beforeEach, expect, it } from 'vitest';
import { Selection } from './selection.svelte';

const order = [1, 2, 3, 4, 5];
let selection: Selection;

beforeEach(() => {
  selection = new Selection();
});

it('selects a range from the last one touched', () => {
  selection.toggle(4);
  selection.extendTo(2, order);
  expect(selection.ids().toSorted()).toEqual([2, 3, 4]);
});

it('begins with the one that a range has no anchor for', () => {
  selection.extendTo(2, order);
  expect(selection.ids()).toEqual([2]);
});

it('knows all, some and none', () => {
  expect(selection.of(order)).toBe('none');
  selection.toggle(1);
  expect(selection.of(order)).toBe('some');
  selection.toggleAll(order);
  expect(selection.of(order)).toBe('all');
  selection.toggleAll(order);
  expect(selection.of(order)).toBe('none');
});

it('touches only what it is told to: others stay selected', () => {
  selection.toggle(9);
  selection.toggleAll([1, 2]);
  selection.toggleAll([1, 2]);
  expect(selection.ids()).toEqual([9]);
});

it('lets go of what is gone', () => {
  selection.only(order);
  selection.keep((id) => id !== 3);
  expect(selection.has(3)).toBe(false);
  expect(selection.size).toBe(4);
});

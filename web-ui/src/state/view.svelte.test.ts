// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { View } from './view.svelte';

beforeEach(() => {
  window.history.replaceState(null, '', '/jobs?show=all');
});

it('keeps the page behind a form that is opened from it', () => {
  const view = new View();
  view.go('/new');
  expect(view.route.page).toBe('new');
  expect(view.behind).toEqual({ page: 'jobs' });
});

it('goes back when a form is left that was opened from here', () => {
  const back = vi.spyOn(window.history, 'back').mockImplementation(() => undefined);
  const view = new View();
  view.go('/new');
  view.leaveForm('/');
  expect(back).toHaveBeenCalledOnce();
  back.mockRestore();
});

it('goes to the page a form belongs to when its address was opened by itself', () => {
  window.history.replaceState(null, '', '/x/7/edit');
  const view = new View();
  expect(view.behind).toEqual({ page: 'experiment', id: 7 });
  view.leaveForm('/x/7');
  expect(view.route).toEqual({ page: 'experiment', id: 7 });
});

it('changes a query in place', () => {
  const view = new View();
  const steps = window.history.length;
  view.setQuery({ q: 'lr', show: null });
  expect(window.location.search).toBe('?q=lr');
  expect(view.query.get('q')).toBe('lr');
  expect(window.history.length).toBe(steps);
});

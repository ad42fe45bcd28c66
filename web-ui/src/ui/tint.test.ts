// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { tint } from './tint';

const element = document.createElement('td');
const animate = vi.fn();

beforeEach(() => {
  animate.mockReset();
  element.animate = animate;
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});

it('tints what changed, not what is only drawn again', () => {
  tint(1)(element);
  tint(1)(element);
  expect(animate).not.toHaveBeenCalled();
  tint(2)(element);
  expect(animate).toHaveBeenCalledOnce();
});

it('keeps still for who wants less motion', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  tint(3)(element);
  expect(animate).not.toHaveBeenCalled();
});

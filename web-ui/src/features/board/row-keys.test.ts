// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { rowStep, shortcutOf } from './row-keys';

function press(on: Element, key: string, init: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, ...init });
  on.dispatchEvent(event);
  return event;
}

describe('row keys', () => {
  beforeEach(() => {
    document.body.innerHTML = '<p></p><input><button></button><div role="region"></div>';
  });

  const find = (selector: string) => document.querySelector(selector) ?? document.body;

  it('move with j, k and arrows', () => {
    expect(['j', 'ArrowDown', 'k', 'ArrowUp', 'x'].map((key) => rowStep(press(find('p'), key)))).toEqual([
      1,
      1,
      -1,
      -1,
      null,
    ]);
  });

  it('leave typing, browser shortcuts and open dialogs alone', () => {
    expect(rowStep(press(find('input'), 'j'))).toBeNull();
    expect(rowStep(press(find('p'), 'j', { ctrlKey: true }))).toBeNull();
    // Arrows scroll a region that has the focus.
    expect(rowStep(press(find('div'), 'ArrowDown'))).toBeNull();
    document.body.insertAdjacentHTML('beforeend', '<dialog open></dialog>');
    expect(rowStep(press(find('p'), 'j'))).toBeNull();
  });

  it('name shortcuts as actions do', () => {
    expect(shortcutOf(press(find('p'), 'R', { shiftKey: true }))).toBe('Shift+R');
    expect(shortcutOf(press(find('p'), 'Delete'))).toBe('Delete');
    expect(shortcutOf(press(find('button'), 'Enter'))).toBeNull();
  });
});

// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { rowKey, type RowKey } from './row-keys';

function press(selector: string, key: string, init: KeyboardEventInit = {}, letters = true): RowKey | null {
  let found: RowKey | null = null;
  document.addEventListener(
    'keydown',
    (event) => {
      found = rowKey(event, letters);
    },
    { once: true },
  );
  const target = document.querySelector(selector);
  target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...init }));
  return found;
}

beforeEach(() => {
  document.body.innerHTML = '<div id="row"><a href="/x/1">one</a><input /><dl tabindex="0"></dl></div>';
});

describe('keys of rows', () => {
  it('move up and down, and select on the way with shift', () => {
    expect(press('#row', 'j')).toEqual({ kind: 'move', step: 1, extend: false });
    expect(press('#row', 'ArrowUp', { shiftKey: true })).toEqual({ kind: 'move', step: -1, extend: true });
  });

  it('leave text to whoever types, and scrolling to lists', () => {
    expect(press('input', 'j')).toBeNull();
    expect(press('dl', 'ArrowDown')).toBeNull();
  });

  it('leave Enter and the space bar on a link to the link', () => {
    expect(press('a', 'Enter')).toBeNull();
    expect(press('#row', 'Enter')).toEqual({ kind: 'fold' });
  });

  it('are silent while a dialog is open', () => {
    document.body.insertAdjacentHTML('beforeend', '<dialog open></dialog>');
    expect(press('#row', 'j')).toBeNull();
  });

  it('are without letters where those are switched off', () => {
    expect(press('#row', 'j', {}, false)).toBeNull();
    expect(press('#row', 'ArrowDown', {}, false)).toEqual({ kind: 'move', step: 1, extend: false });
  });

  it('reorder with Alt and select all with Ctrl', () => {
    expect(press('#row', 'ArrowUp', { altKey: true })).toEqual({ kind: 'reorder', step: -1 });
    expect(press('#row', 'a', { ctrlKey: true })).toEqual({ kind: 'select all' });
  });
});

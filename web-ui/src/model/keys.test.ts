// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { isBareSign, keyCaps, keyName } from './keys';

const press = (key: string, init: KeyboardEventInit = {}) => keyName(new KeyboardEvent('keydown', { key, ...init }));

describe('a key', () => {
  it.each([
    ['j', {}, 'j'],
    ['R', { shiftKey: true }, 'Shift+R'],
    ['?', { shiftKey: true }, '?'],
    ['ArrowUp', { shiftKey: true }, 'Shift+ArrowUp'],
    ['k', { metaKey: true }, 'Mod+k'],
    ['K', { ctrlKey: true }, 'Mod+k'],
    ['ArrowDown', { altKey: true }, 'Alt+ArrowDown'],
    [' ', {}, ' '],
  ])('%s with %j is %s', (key, init, name) => {
    expect(press(key, init)).toBe(name);
  });

  it('is a bare sign when a slip of the hand presses it', () => {
    expect(['j', 'Shift+R', '?', 'Mod+k', 'ArrowUp', 'Delete', ' '].map(isBareSign)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

it('is drawn as on a keyboard', () => {
  expect(keyCaps('Mod+k', true)).toEqual(['⌘', 'k']);
  expect(keyCaps('Shift+Delete', false)).toEqual(['⇧', 'Del']);
  expect(keyCaps('g j', false)).toEqual(['g', 'j']);
  expect(keyCaps(' ', false)).toEqual(['Space']);
});

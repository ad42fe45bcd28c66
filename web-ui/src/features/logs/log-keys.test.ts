// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { logKey } from './log-keys';

function press(key: string, target: Element): ReturnType<typeof logKey> {
  let done: ReturnType<typeof logKey> = null;
  const listen = (event: Event) => {
    done = logKey(event as KeyboardEvent, true);
  };
  document.addEventListener('keydown', listen, { once: true });
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  return done;
}

beforeEach(() => {
  document.body.innerHTML = '<input /><div tabindex="0"></div>';
});

it('follows, finds and steps', () => {
  expect(['f', '/', 'n', 'N', 'x'].map((key) => press(key, document.body))).toEqual([
    'follow',
    'find',
    'next',
    'previous',
    null,
  ]);
});

it('leaves letters to whoever types', () => {
  const input = document.querySelector('input');
  expect(input === null ? 'no input' : press('n', input)).toBeNull();
});

it('does nothing where letters are switched off', () => {
  expect(logKey(new KeyboardEvent('keydown', { key: 'f' }), false)).toBeNull();
});

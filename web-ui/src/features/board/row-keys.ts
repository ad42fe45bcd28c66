import { isOnWidget, isTyping, keyName } from '../../model/keys';

/** What a key does to the rows of the board. */
export type RowKey =
  | { readonly kind: 'move'; readonly step: number; readonly extend: boolean }
  | { readonly kind: 'cell'; readonly step: number }
  | { readonly kind: 'reorder'; readonly step: number }
  | { readonly kind: 'fold' }
  | { readonly kind: 'unfold' }
  | { readonly kind: 'select' }
  | { readonly kind: 'select all' };

const KEYS: Readonly<Record<string, RowKey>> = {
  ArrowDown: { kind: 'move', step: 1, extend: false },
  ArrowUp: { kind: 'move', step: -1, extend: false },
  j: { kind: 'move', step: 1, extend: false },
  k: { kind: 'move', step: -1, extend: false },
  'Shift+ArrowDown': { kind: 'move', step: 1, extend: true },
  'Shift+ArrowUp': { kind: 'move', step: -1, extend: true },
  ArrowRight: { kind: 'cell', step: 1 },
  ArrowLeft: { kind: 'cell', step: -1 },
  'Alt+ArrowDown': { kind: 'reorder', step: 1 },
  'Alt+ArrowUp': { kind: 'reorder', step: -1 },
  Enter: { kind: 'fold' },
  Escape: { kind: 'unfold' },
  ' ': { kind: 'select' },
  x: { kind: 'select' },
  'Mod+a': { kind: 'select all' },
};

/** For the help sheet, in its order. */
export const ROW_KEYS: readonly { readonly keys: readonly string[]; readonly title: string }[] = [
  { keys: ['ArrowUp', 'ArrowDown', 'j', 'k'], title: 'Row up and down' },
  { keys: ['ArrowLeft', 'ArrowRight'], title: 'Flag left and right, Enter edits it' },
  { keys: ['Enter'], title: 'Open or close the row' },
  { keys: [' ', 'x'], title: 'Select the row' },
  { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], title: 'Select up to a row; with the mouse too' },
  { keys: ['Mod+a'], title: 'Select all that are shown' },
  { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], title: 'Move the row in its group' },
];

/** What a key does to the rows; null for other keys and while something else takes keys. */
export function rowKey(event: KeyboardEvent, letters: boolean): RowKey | null {
  const name = keyName(event);
  if (isTyping(event) || isOnWidget(event) || (name.length === 1 && name !== ' ' && !letters)) {
    return null;
  }
  // Enter and the space bar on a link, button or box are theirs.
  const onControl = event.target instanceof Element && event.target.closest('a, button, input') !== null;
  return onControl && (name === 'Enter' || name === ' ') ? null : (KEYS[name] ?? null);
}

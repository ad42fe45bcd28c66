/** Whether a key is for what has the focus, not for a shortcut: somebody types, or a dialog is open. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) {
    return true;
  }
  const target = event.target instanceof Element ? event.target : null;
  return (
    (target?.closest('input:not([type="checkbox"]), textarea, select, [contenteditable]') ?? null) !== null ||
    document.querySelector('dialog[open]') !== null
  );
}

/** Whether the focus is on something that has a use of its own for keys that move or press. */
export function isOnWidget(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  return (target?.closest('dl, [role="tablist"], [role="region"], [role="menu"], [role="slider"]') ?? null) !== null;
}

/** A key with its modifiers: "j", "Shift+R", "Shift+ArrowUp", "Mod+k" for Ctrl or ⌘, "Alt+ArrowUp". */
export function keyName(event: KeyboardEvent): string {
  const modifiers = [
    ...(event.ctrlKey || event.metaKey ? ['Mod'] : []),
    ...(event.altKey ? ['Alt'] : []),
    // Signs such as ? have the shift in them; letters and named keys do not.
    ...(event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key)) ? ['Shift'] : []),
  ];
  const letter = event.key.length === 1;
  const key = letter && modifiers.includes('Shift') ? event.key.toUpperCase() : event.key;
  return [...modifiers, modifiers.includes('Mod') && letter ? key.toLowerCase() : key].join('+');
}

/** Whether it is a sign without a modifier that chooses it on purpose: those can be switched off (WCAG 2.1.4). */
export function isBareSign(name: string): boolean {
  return /^(Shift\+)?.$/.test(name) && name !== ' ';
}

const SYMBOLS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  Escape: 'Esc',
  ' ': 'Space',
  Enter: '↵',
};

/** The keys of a shortcut as they stand on a keyboard, one for each key cap. */
export function keyCaps(shortcut: string, mac: boolean): readonly string[] {
  return shortcut.split(shortcut.includes('+') ? '+' : /(?<=\S) (?=\S)/).map((part) => {
    if (part === 'Mod') {
      return mac ? '⌘' : 'Ctrl';
    }
    return SYMBOLS[part] ?? (part === 'Shift' ? '⇧' : part);
  });
}

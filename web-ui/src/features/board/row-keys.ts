/** How far a key moves the focused row; null for other keys and while something else takes keys. */
export function rowStep(event: KeyboardEvent): number | null {
  if (isTaken(event) || event.shiftKey) {
    return null;
  }
  if (event.key === 'j' || event.key === 'ArrowDown') {
    return 1;
  }
  return event.key === 'k' || event.key === 'ArrowUp' ? -1 : null;
}

/** The pressed key as actions name it, "Shift+R"; null while something else takes keys. */
export function shortcutOf(event: KeyboardEvent): string | null {
  if (isTaken(event)) {
    return null;
  }
  // Enter on a link or button is theirs.
  const onControl = event.target instanceof Element && event.target.closest('a, button') !== null;
  if (event.key === 'Enter' && onControl) {
    return null;
  }
  return event.shiftKey ? `Shift+${event.key.toUpperCase()}` : event.key;
}

function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return true;
  }
  const target = event.target instanceof Element ? event.target : null;
  const inControl =
    target?.closest('input, textarea, select, dl, [role="tablist"], [role="region"], [contenteditable]') ?? null;
  return inControl !== null || document.querySelector('dialog[open]') !== null;
}

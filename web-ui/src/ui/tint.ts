import type { Attachment } from 'svelte/attachments';

const known = new WeakMap<Element, unknown>();

/** Tints an element for a moment when its value changed while it was on screen. */
export function tint(value: unknown): Attachment<HTMLElement> {
  return (element) => {
    const changed = known.has(element) && known.get(element) !== value;
    known.set(element, value);
    // A row that changed in another place comes here with the same value.
    if (changed && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const from = getComputedStyle(element).getPropertyValue('--changed');
      element.animate([{ backgroundColor: from }, {}], { duration: 600, easing: 'ease-out' });
    }
  };
}

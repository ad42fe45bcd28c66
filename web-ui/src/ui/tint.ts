import type { Attachment } from 'svelte/attachments';

const known = new WeakSet<Element>();

/** Tints an element for a moment when its value changed while it was on screen. */
export function tint(_value: unknown): Attachment<HTMLElement> {
  return (element) => {
    if (!known.has(element)) {
      known.add(element);
      return;
    }
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const from = getComputedStyle(element).getPropertyValue('--changed');
      element.animate([{ backgroundColor: from }, {}], { duration: 600, easing: 'ease-out' });
    }
  };
}

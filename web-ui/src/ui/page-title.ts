import type { Attachment } from 'svelte/attachments';

/** Gives the tab a title while an element is there; a title in svelte:head is not taken back when what has it goes. */
export function pageTitle(title: string): Attachment {
  return () => {
    const behind = document.title;
    document.title = title;
    return () => {
      document.title = behind;
    };
  };
}

import { isTyping } from '../../model/keys';

/** What a key does to a log: f follows, / finds, n and N go from hit to hit; null for other keys. */
export function logKey(event: KeyboardEvent, letters: boolean): 'follow' | 'find' | 'next' | 'previous' | null {
  if (!letters || isTyping(event)) {
    return null;
  }
  return event.key === 'f'
    ? 'follow'
    : event.key === '/'
      ? 'find'
      : event.key === 'n'
        ? 'next'
        : event.key === 'N'
          ? 'previous'
          : null;
}

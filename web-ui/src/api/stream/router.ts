import { parseExactly } from '../exact-json';
import type { components } from '../schema';
import { Changes, type ChangeFrame } from './changes';
import type { StreamEvent } from './parser';

export type Hello = components['schemas']['Hello'];
export type SourceAge = components['schemas']['SourceAge'];

export interface StreamHandlers {
  readonly hello: (hello: Hello) => void;
  readonly changes: (changes: Changes) => void;
  readonly resync: () => void;
  readonly source: (age: SourceAge) => void;
}

/**
 * Turns events into typed calls. Changes are merged by row and handed on once a frame: a thousand events a second
 * cost one update, not a thousand.
 */
export class StreamRouter {
  readonly #handlers: StreamHandlers;
  readonly #schedule: (flush: () => void) => void;
  #pending: Changes | null = null;

  constructor(handlers: StreamHandlers, schedule: (flush: () => void) => void = nextFrame) {
    this.#handlers = handlers;
    this.#schedule = schedule;
  }

  accept(event: StreamEvent): void {
    if (event.type === 'change') {
      this.#change(parseExactly(event.data) as ChangeFrame);
    } else if (event.type === 'resync') {
      this.#pending = null;
      this.#handlers.resync();
    } else if (event.type === 'hello') {
      this.#handlers.hello(parseExactly(event.data) as Hello);
    } else if (event.type === 'source') {
      this.#handlers.source(parseExactly(event.data) as SourceAge);
    }
  }

  #change(frame: ChangeFrame): void {
    if (this.#pending !== null) {
      this.#pending.add(frame);
      return;
    }
    const changes = new Changes();
    changes.add(frame);
    this.#pending = changes;
    this.#schedule(() => {
      if (this.#pending === changes) {
        this.#pending = null;
        this.#handlers.changes(changes);
      }
    });
  }
}

/** In a hidden tab animation frames never come, so a timer does it there. */
function nextFrame(flush: () => void): void {
  if (document.visibilityState === 'visible') {
    // Hiding the tab between here and the frame would hold the changes back until it is shown again.
    let done = false;
    const once = () => {
      if (!done) {
        done = true;
        flush();
      }
    };
    requestAnimationFrame(once);
    setTimeout(once, HIDDEN_FLUSH_MS);
  } else {
    setTimeout(flush, HIDDEN_FLUSH_MS);
  }
}

const HIDDEN_FLUSH_MS = 250;

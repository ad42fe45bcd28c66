import type { Answer } from '../api/client';
import { messageOf } from '../api/problem';
import { LOADING, type Loadable } from './loadable';

/** What is read again when it changed; a change while reading is read after it, not beside it. */
export class LiveValue<T> {
  current: Loadable<T> = $state.raw(LOADING);
  readonly #read: () => Promise<Answer<T>>;
  #reading = false;
  #again = false;

  constructor(read: () => Promise<Answer<T>>) {
    this.#read = read;
  }

  async refresh(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    await this.#readOnce();
    this.#reading = false;
    if (this.#again) {
      this.#again = false;
      await this.refresh();
    }
  }

  async #readOnce(): Promise<void> {
    try {
      this.current = { kind: 'ready', value: (await this.#read()).value };
    } catch (error) {
      // What is on screen is better than nothing; it was true a moment ago.
      if (this.current.kind !== 'ready') {
        this.current = { kind: 'failed', message: messageOf(error) };
      }
    }
  }
}

/** A list of that kind. */
export type LiveList<T> = LiveValue<readonly T[]>;

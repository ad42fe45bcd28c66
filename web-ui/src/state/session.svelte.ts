import type { Session as Caller } from '../api/client';

/** Who works with the page, as far as the server wants to know. */
export class Session {
  /** Whether nothing is answered before somebody signs in. */
  needed = $state(false);
  /** The name behind the token; null without one, and before the server was asked. */
  name = $state<string | null>(null);

  ask(): void {
    this.needed = true;
    this.name = null;
  }

  opened(caller: Caller): void {
    this.needed = false;
    this.name = caller.tokens_needed ? caller.name : null;
  }
}

import { StreamParser, type StreamEvent } from './parser';

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** Lost; the next try is at `retryAt`. */
  | { readonly kind: 'waiting'; readonly retryAt: number }
  /** Closed on purpose, because nobody looks. */
  | { readonly kind: 'paused' }
  /** The server does not let us in; trying again would not help. */
  | { readonly kind: 'refused'; readonly status: number };

export interface ConnectionOptions {
  readonly url: string;
  /** The last revision taken in, for the server to resume from. */
  readonly lastEventId: () => string | null;
  readonly onEvent: (event: StreamEvent) => void;
  readonly onState: (state: ConnectionState) => void;
  readonly fetch?: (input: string, init: RequestInit) => Promise<Response>;
  readonly random?: () => number;
  /** Statuses beside 401 and 403 that end it, because trying again would not help. */
  readonly ends?: readonly number[];
}

/** Heartbeats come every 15 s; a stream this quiet is dead although nobody said so. */
const QUIET_MS = 40_000;
/** Only a stream that lasted this long counts as good; before, back-off goes on growing. */
const GOOD_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/**
 * The one event stream of a tab: opens, watches, opens again.
 *
 * It reads with fetch, not EventSource, because EventSource hides what is needed here: heartbeats, which tell a quiet
 * stream from a dead one, and the status, which tells a refusal from an outage.
 */
export class StreamConnection {
  readonly #options: ConnectionOptions;
  #attempt: AbortController | null = null;
  #failures = 0;
  #lastByteAt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Opens now, whatever the state. */
  open(): void {
    this.#drop();
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.#lastByteAt = Date.now();
    this.#watch = setInterval(() => {
      this.reopenIfQuiet();
    }, 1_000);
    this.#options.onState({ kind: 'connecting' });
    void this.#read(attempt);
  }

  pause(): void {
    this.#drop();
    this.#options.onState({ kind: 'paused' });
  }

  /** Opens again when no byte came for longer than heartbeats allow. */
  reopenIfQuiet(): void {
    if (this.#attempt !== null && Date.now() - this.#lastByteAt > QUIET_MS) {
      this.open();
    }
  }

  #drop(): void {
    clearTimeout(this.#retry);
    clearInterval(this.#watch);
    this.#attempt?.abort();
    this.#attempt = null;
  }

  async #read(attempt: AbortController): Promise<void> {
    const openedAt = Date.now();
    try {
      const response = await this.#request(attempt.signal);
      if ([401, 403, ...(this.#options.ends ?? [])].includes(response.status)) {
        this.#refused(attempt, response.status);
        return;
      }
      if (!response.ok || response.body === null) {
        throw new Error(`HTTP ${response.status}`);
      }
      if (this.#attempt === attempt) {
        this.#options.onState({ kind: 'live' });
        await this.#pump(response.body, attempt);
      }
    } catch {
      // Every way of losing the stream leads to the same place: below.
    }
    if (this.#attempt === attempt) {
      this.#lost(Date.now() - openedAt);
    }
  }

  #request(signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    const lastEventId = this.#options.lastEventId();
    if (lastEventId !== null) {
      headers['last-event-id'] = lastEventId;
    }
    const request = this.#options.fetch ?? ((input: string, init: RequestInit) => fetch(input, init));
    return request(this.#options.url, { headers, signal, cache: 'no-store' });
  }

  async #pump(body: ReadableStream<Uint8Array>, attempt: AbortController): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = new StreamParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.#attempt !== attempt) {
        return;
      }
      this.#lastByteAt = Date.now();
      for (const event of parser.push(decoder.decode(value, { stream: true }))) {
        this.#options.onEvent(event);
      }
    }
  }

  #lost(lastedMs: number): void {
    this.#drop();
    this.#failures = lastedMs >= GOOD_MS ? 1 : this.#failures + 1;
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1));
    const delay = longest * (0.5 + 0.5 * (this.#options.random ?? Math.random)());
    this.#retry = setTimeout(() => {
      this.open();
    }, delay);
    this.#options.onState({ kind: 'waiting', retryAt: Date.now() + delay });
  }

  #refused(attempt: AbortController, status: number): void {
    if (this.#attempt === attempt) {
      this.#drop();
      this.#options.onState({ kind: 'refused', status });
    }
  }
}

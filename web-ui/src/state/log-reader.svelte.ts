import { StreamConnection, type ConnectionState } from '../api/stream/connection';
import type { StreamEvent } from '../api/stream/parser';
import { LogLines } from '../model/log-lines';

/** Which log of a job. */
export interface LogChoice {
  readonly job: string;
  /** From 1; null for the newest. */
  readonly attempt: number | null;
  /** A node, from 0; null for all. */
  readonly rank: number | null;
}

/** Which lines there are, and which of them hold what is searched for. */
export interface KnownLines {
  readonly first: number;
  readonly last: number;
  readonly hits: readonly number[];
  readonly errors: readonly number[];
  /** Whether the search has not come to the last line yet. */
  readonly looking: boolean;
  /** Whether a line begins with a time. */
  readonly timed: boolean;
}

/** A job's log while somebody reads it. Its lines stand outside signals; `known` is another when they change. */
export class LogReader {
  readonly lines = new LogLines();
  known: KnownLines = $state.raw({ first: 1, last: 0, hits: [], errors: [], looking: false, timed: false });
  state: ConnectionState = $state.raw({ kind: 'connecting' });
  /** The server's sentence about a stream that broke off, or about its end. */
  note: string | null = $state(null);
  ended = $state(false);
  attempt: number | null = $state(null);
  /** Bytes that are no longer kept, before what is shown. */
  dropped = $state(0);
  readonly #stream: StreamConnection;
  #place: string | null = null;
  #next: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly choice: LogChoice,
    fetch?: (input: string, init: RequestInit) => Promise<Response>,
  ) {
    this.#stream = new StreamConnection({
      url: addressOf(choice, { follow: 'true' }),
      lastEventId: () => this.#place,
      onEvent: (event) => {
        this.#take(event);
      },
      onState: (state) => {
        this.state = state;
      },
      ends: [404, 409, 422],
      ...(fetch === undefined ? {} : { fetch }),
    });
  }

  /** Reads until the answer is called. */
  start(): () => void {
    this.#stream.open();
    return () => {
      clearTimeout(this.#next);
      this.#stream.pause();
    };
  }

  search(text: string, inverted: boolean): void {
    this.lines.search(text, inverted);
    this.#tell();
  }

  #tell(): void {
    const { first, last, hits, errors, looking, timed } = this.lines;
    this.known = { first, last, hits, errors, looking, timed };
    clearTimeout(this.#next);
    if (looking) {
      // In slices with the page alive between them: keys that are pressed meanwhile begin another search.
      this.#next = setTimeout(() => {
        this.lines.look();
        this.#tell();
      });
    }
  }

  #take(event: StreamEvent): void {
    const data = JSON.parse(event.data) as {
      readonly text?: string;
      readonly sentence?: string | null;
      readonly bytes?: number;
      readonly attempt?: number;
    };
    this.#place = event.id ?? this.#place;
    if (event.type === 'lines') {
      this.lines.append(data.text ?? '');
      this.note = null;
      this.#tell();
    } else if (event.type === 'hello') {
      this.attempt = data.attempt ?? null;
    } else if (event.type === 'dropped') {
      this.dropped += data.bytes ?? 0;
    } else if (event.type === 'note') {
      this.note = data.sentence ?? null;
    } else if (event.type === 'end') {
      this.note = data.sentence ?? null;
      this.ended = true;
      // Otherwise it would be opened again and again, for nothing.
      this.#stream.pause();
    }
  }
}

/** The address of a log. */
export function addressOf(choice: LogChoice, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(more);
  if (choice.attempt !== null) {
    query.set('attempt', String(choice.attempt));
  }
  if (choice.rank !== null) {
    query.set('rank', String(choice.rank));
  }
  return `/api/jobs/${encodeURIComponent(choice.job)}/logs?${query.toString()}`;
}

import { lineLink, linkedLines } from '../model/log-link';
import { LogReader } from './log-reader.svelte';

/** A job's log as somebody looks at it: which of its logs, what is searched for, and where one is. */
export class LogView {
  /** Another one for another attempt or node. */
  reader: LogReader;
  /** Whether the end stays in view. */
  follow = $state(true);
  wanted = $state('');
  /** Whether the lines are wanted that do not hold it. */
  inverted = $state(false);
  onlyHits = $state(false);
  /** The number of the first line in view. */
  top = $state(1);
  #hit = $state(0);
  readonly #job: string;
  readonly #read: (job: string, attempt: number | null, rank: number | null) => LogReader;

  constructor(
    job: string,
    read: (job: string, attempt: number | null, rank: number | null) => LogReader = (of, attempt, rank) =>
      new LogReader({ job: of, attempt, rank }),
  ) {
    this.#job = job;
    this.#read = read;
    this.reader = $state.raw(read(job, null, null));
  }

  /** How many hits there are so far. */
  get hits(): number {
    return this.wanted === '' ? 0 : this.reader.known.hits.length;
  }

  /** Which of the hits is looked at, from 0. */
  get hit(): number {
    return Math.max(0, Math.min(this.#hit, this.hits - 1));
  }

  /** The line of the hit that is looked at; null for none. */
  get at(): number | null {
    return this.hits === 0 ? null : (this.reader.known.hits[this.hit] ?? null);
  }

  /** What becomes of the reading, in a sentence. */
  get status(): string {
    const { state, note, ended, choice } = this.reader;
    if (state.kind === 'refused') {
      if (state.status !== 404) {
        return `The server refused it (${state.status}).`;
      }
      return choice.attempt === null ? 'There is no log of it.' : `The log of attempt ${choice.attempt} was not kept.`;
    }
    return note ?? (ended ? 'The log has ended.' : state.kind === 'live' ? 'Live' : 'Connecting…');
  }

  /** Why no line is shown, in a sentence; null where lines are. */
  get emptiness(): string | null {
    const { known, state, ended } = this.reader;
    if (known.last > 0) {
      return this.onlyHits && this.hits === 0 && !known.looking
        ? `No line ${this.inverted ? 'is without' : 'holds'} “${this.wanted}”.`
        : null;
    }
    if (state.kind === 'live' && !ended) {
      return 'No line yet: they come by themselves.';
    }
    return ended ? 'It wrote nothing.' : this.status;
  }

  /** Reads another attempt, or another node's lines; null for the newest, and for all. What is searched for stays. */
  choose(attempt: number | null, rank: number | null): void {
    this.reader = this.#read(this.#job, attempt, rank);
    this.#hit = 0;
    this.top = 1;
    this.reader.search(this.wanted, this.inverted);
  }

  search(text: string, inverted: boolean): void {
    this.wanted = text;
    this.inverted = inverted;
    this.#hit = 0;
    this.onlyHits = this.onlyHits && text !== '';
    this.reader.search(text, inverted);
  }

  /** Goes on from hit to hit, round and round. */
  step(by: number): void {
    if (this.hits > 0) {
      this.#hit = (this.hit + by + this.hits) % this.hits;
      this.follow = false;
    }
  }

  /** The address of the line that is looked at, or of the lines from the linked one to it. */
  linkTo(linked: string | null, range: boolean): string {
    return lineLink(linkedLines(linked), this.at ?? this.top, range);
  }
}

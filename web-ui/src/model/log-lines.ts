import { plainText } from './ansi';
import { isError, partsOf } from './log-line';

/** How many lines are kept; of a longer log the oldest go. */
export const MOST_LINES = 200_000;

/** How many lines are looked through at once: more would be felt while somebody types. */
const SLICE = 20_000;

/** The lines of a log, numbered from 1, and which of them hold a text. */
export class LogLines {
  #lines: string[] = [];
  /** How many lines were let go before the first. */
  #gone = 0;
  #wanted = '';
  #inverted = false;
  #hits: number[] = [];
  #errors: number[] = [];
  /** The last line that was looked at for what is searched for. */
  #looked = 0;
  /** Whether a line began with a time. */
  timed = false;

  constructor(readonly most: number = MOST_LINES) {}

  /** The number of the last line; 0 without lines. */
  get last(): number {
    return this.#gone + this.#lines.length;
  }

  /** The number of the first line that is kept. */
  get first(): number {
    return this.#gone + 1;
  }

  /** The line with that number, colours and all; undefined where there is none. */
  line(number: number): string | undefined {
    return this.#lines[number - this.#gone - 1];
  }

  /** The numbers of the lines that hold what is searched for. */
  get hits(): readonly number[] {
    return this.#hits;
  }

  /** The numbers of the lines that tell of an error. */
  get errors(): readonly number[] {
    return this.#errors;
  }

  /** Whether there are lines that were not looked at for what is searched for. */
  get looking(): boolean {
    return this.#wanted !== '' && this.#looked < this.last;
  }

  /** Takes whole lines. */
  append(text: string): void {
    const lines = text.split('\n');
    if (lines.at(-1) === '') {
      lines.pop();
    }
    for (const line of lines) {
      // A line that a progress bar wrote again and again shows what it came to.
      const shown = line.endsWith('\r') ? line.slice(0, -1) : line;
      this.#take(shown.slice(shown.lastIndexOf('\r') + 1));
    }
    if (this.#lines.length > this.most * 1.1) {
      const away = this.#lines.length - this.most;
      this.#lines.splice(0, away);
      this.#gone += away;
      this.#looked = Math.max(this.#looked, this.#gone);
      this.#hits = this.#hits.filter((hit) => hit > this.#gone);
      this.#errors = this.#errors.filter((error) => error > this.#gone);
    }
    this.look();
  }

  /**
   * Searches for a text, whatever the case; empty for nothing.
   *
   * @param inverted whether the lines are wanted that do not hold it
   */
  search(text: string, inverted = false): void {
    this.#wanted = text.toLowerCase();
    this.#inverted = inverted;
    this.#hits = [];
    this.#looked = this.#gone;
    this.look();
  }

  /** Looks at the next of the lines that were not looked at. */
  look(): void {
    if (this.#wanted === '') {
      return;
    }
    const to = Math.min(this.last, this.#looked + SLICE);
    for (let number = this.#looked + 1; number <= to; number++) {
      const text = plainText(this.line(number) ?? '').toLowerCase();
      if (text.includes(this.#wanted) !== this.#inverted) {
        this.#hits.push(number);
      }
    }
    this.#looked = to;
  }

  #take(line: string): void {
    this.#lines.push(line);
    if (isError(plainText(line))) {
      this.#errors.push(this.last);
    }
    this.timed ||= partsOf(line, true, true).time !== null;
  }
}

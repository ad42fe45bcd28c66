import { plainText } from './ansi';

/** How many lines are kept; of a longer log the oldest go. */
export const MOST_LINES = 200_000;

/** The lines of a log, numbered from 1, and which of them hold a text. */
export class LogLines {
  #lines: string[] = [];
  /** How many lines were let go before the first. */
  #gone = 0;
  #wanted = '';
  #hits: number[] = [];

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

  /** Takes whole lines. */
  append(text: string): void {
    const lines = text.split('\n');
    if (lines.at(-1) === '') {
      lines.pop();
    }
    const from = this.last + 1;
    for (const line of lines) {
      // A line that a progress bar wrote again and again shows what it came to.
      const shown = line.endsWith('\r') ? line.slice(0, -1) : line;
      this.#lines.push(shown.slice(shown.lastIndexOf('\r') + 1));
    }
    if (this.#lines.length > this.most * 1.1) {
      const away = this.#lines.length - this.most;
      this.#lines.splice(0, away);
      this.#gone += away;
      this.#hits = this.#hits.filter((hit) => hit > this.#gone);
    }
    this.#look(Math.max(from, this.first));
  }

  /** Searches for a text, whatever the case; empty for nothing. */
  search(text: string): void {
    this.#wanted = text.toLowerCase();
    this.#hits = [];
    this.#look(this.first);
  }

  #look(from: number): void {
    if (this.#wanted === '') {
      return;
    }
    for (let number = from; number <= this.last; number++) {
      if (
        plainText(this.line(number) ?? '')
          .toLowerCase()
          .includes(this.#wanted)
      ) {
        this.#hits.push(number);
      }
    }
  }
}

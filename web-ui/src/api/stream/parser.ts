/** One event of a text/event-stream. */
export interface StreamEvent {
  readonly type: string;
  readonly data: string;
  readonly id: string | null;
}

/** Takes the stream in pieces of any size and gives out whole events. Comments give none. */
export class StreamParser {
  #rest = '';
  #type = '';
  #data: string[] = [];
  #id: string | null = null;

  push(piece: string): readonly StreamEvent[] {
    const text = this.#rest + piece;
    // A CR at the end may be half of a CRLF, so it waits for the next piece.
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, end).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + text.slice(end);
    return lines.map((line) => this.#line(line)).filter((event) => event !== null);
  }

  #line(line: string): StreamEvent | null {
    if (line === '') {
      return this.#dispatch();
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.#type = value;
    } else if (field === 'data') {
      this.#data.push(value);
    } else if (field === 'id' && !value.includes('\0')) {
      this.#id = value;
    }
    return null;
  }

  #dispatch(): StreamEvent | null {
    const event =
      this.#data.length === 0
        ? null
        : { type: this.#type === '' ? 'message' : this.#type, data: this.#data.join('\n'), id: this.#id };
    this.#type = '';
    this.#data = [];
    this.#id = null;
    return event;
  }
}

import { shiftOf, type Mark } from '../../model/scroll-anchor';

/** Keeps what is in view where it is while rows above it come, go and open. */
export class ScrollHold<Placed> {
  readonly #marksIn: (placed: Placed, top: number, bottom: number) => readonly Mark[];
  readonly #topOf: (placed: Placed, key: string) => number | null;
  #marks: readonly Mark[] = [];
  #asked: unknown = null;
  #top = 0;

  constructor(
    marksIn: (placed: Placed, top: number, bottom: number) => readonly Mark[],
    topOf: (placed: Placed, key: string) => number | null,
  ) {
    this.#marksIn = marksIn;
    this.#topOf = topOf;
  }

  /** What is in view now is what is to stay. */
  note(box: Element, placed: Placed): void {
    this.#marks = this.#marksIn(placed, box.scrollTop, box.scrollTop + box.clientHeight);
  }

  /**
   * Rows are about to be drawn anew. In the middle of it the browser may look at the list, as it does when what has the
   * focus gets another tabindex, find it too short and scroll up.
   */
  drawing(box: Element): void {
    this.#top = box.scrollTop;
  }

  /**
   * Rows were drawn anew.
   *
   * @param asked moves when somebody asked for another order or other rows: then nothing is held
   */
  drawn(box: Element, placed: Placed, asked: unknown): void {
    // Whoever is at the very top sees what comes there.
    if (this.#top > 0 && asked === this.#asked) {
      const top = this.#top + shiftOf(this.#marks, (key) => this.#topOf(placed, key));
      if (top !== box.scrollTop) {
        box.scrollTop = top;
      }
    }
    this.#asked = asked;
    this.note(box, placed);
  }
}

import { plainText } from '../model/ansi';
import { LogLayout } from '../model/log-layout';
import { partsOf } from '../model/log-line';
import type { LogView } from './log-view.svelte';

/** Pixels, as logs.css has them: of a row of text, and of the columns beside the text. */
export const ROW = 18;
const BESIDE = { number: 64, time: 76, rank: 48, end: 24 } as const;
const NARROW_BESIDE = { number: 48, time: 64, rank: 28, end: 8 } as const;
/** A log that is not wider has the narrow columns. */
const NARROW = 720;
/** How many lines are drawn beyond those in view, at each end. */
const SPARE = 20;

/** What the user prefers of a log. */
export interface LogPreferences {
  readonly logWrap: boolean;
  readonly logTimes: boolean;
}

/** The part of a log that is in view, and which of its lines are drawn for it. Lengths are in pixels. */
export class LogWindow {
  readonly layout = new LogLayout();
  /** Of what is above the view. */
  scrolled = $state(0);
  height = $state(400);
  width = $state(800);
  /** The width of a character. */
  character = $state(7.22);
  /** How often lines were found to be of another height than was thought. */
  #measurings = $state(0);
  /** The last line when the end was left; null for who never was there, to whom all lines are as new. */
  #seen: number | null = $state(null);
  /** What stays where it is: a line, and how much of it is above the view. */
  #anchor = { number: 1, above: 0 };
  readonly #view: LogView;
  readonly #preferences: LogPreferences;
  readonly #ranks: boolean;

  /** @param ranks whether lines say which node wrote them */
  constructor(view: LogView, preferences: LogPreferences, ranks: boolean) {
    this.#view = view;
    this.#preferences = preferences;
    this.#ranks = ranks;
  }

  /** Whether times stand in a column. */
  readonly times = $derived.by(() => this.#preferences.logTimes && this.#view.reader.known.timed);

  readonly narrow = $derived.by(() => this.width <= NARROW);

  /** How many characters a row holds; null where lines are not wrapped. */
  readonly columns = $derived.by(() => {
    const { number, time, rank, end } = this.narrow ? NARROW_BESIDE : BESIDE;
    const beside = number + (this.times ? time : 0) + (this.#ranks ? rank : 0) + end;
    return this.#preferences.logWrap ? Math.max(8, Math.floor((this.width - beside) / this.character)) : null;
  });

  /** How many lines there are and how high they are together; another one whenever the layout is another. */
  readonly laid = $derived.by(() => {
    const { reader, onlyHits } = this.#view;
    const [times, ranks] = [this.times, this.#ranks];
    this.layout.fit(
      { ...reader.known, only: onlyHits ? reader.known.hits : null },
      this.columns,
      times ? reader.lines : reader,
      (number) => plainText(partsOf(reader.lines.line(number) ?? '', times, ranks).text).length,
    );
    return { count: this.layout.count, height: this.layout.rows * ROW, measurings: this.#measurings };
  });

  /** The lines in view and some beyond, each with its distance from the top of the log. */
  readonly drawn = $derived.by(() => {
    const { count } = this.laid;
    const from = Math.max(0, this.layout.at(this.scrolled / ROW) - SPARE);
    const to = Math.min(count, this.layout.at((this.scrolled + this.height) / ROW) + 1 + SPARE);
    return Array.from({ length: Math.max(0, to - from) }, (_, at) => ({
      number: this.layout.number(from + at),
      top: this.layout.top(from + at) * ROW,
    }));
  });

  /** How many lines came since the end was left. */
  get fresh(): number {
    const { last } = this.#view.reader.known;
    return this.#view.follow ? 0 : Math.max(0, last - (this.#seen ?? last));
  }

  /** Where the view belongs: at the end while it is followed, else where what one reads stays in its place. */
  place(): number {
    const { height } = this.laid;
    if (this.#view.follow) {
      this.#seen = this.#view.reader.known.last;
      return height;
    }
    return this.layout.top(this.layout.index(this.#anchor.number)) * ROW + this.#anchor.above;
  }

  /** The view was scrolled. */
  moved(top: number): void {
    const { height } = this.laid;
    const up = top < this.scrolled;
    this.scrolled = top;
    const first = this.layout.at(top / ROW);
    this.#anchor = { number: this.layout.number(first), above: top - this.layout.top(first) * ROW };
    this.#view.top = this.#anchor.number;
    if (this.#view.follow && up && height - top - this.height >= ROW) {
      this.leaveEnd();
    }
  }

  leaveEnd(): void {
    if (this.#view.follow) {
      this.#seen = this.#view.reader.known.last;
      this.#view.follow = false;
    }
  }

  /** Where to scroll to so that a line is in view; null when it is, or is not shown. */
  placeOf(number: number): number | null {
    const index = this.layout.index(number);
    if (index >= this.laid.count || this.layout.number(index) !== number) {
      return null;
    }
    const top = this.layout.top(index) * ROW;
    return top < this.scrolled || top > this.scrolled + this.height - 2 * ROW ? top - this.height / 3 : null;
  }

  /**
   * Takes the heights that drawn lines turned out to have: a guess is exact for letters, not for what a browser makes of
   * other signs.
   */
  measured(heights: readonly number[]): void {
    const from = this.layout.index(this.drawn[0]?.number ?? 1);
    const news = heights.filter((height, at) => this.layout.measured(from + at, Math.round(height / ROW)));
    if (news.length > 0) {
      this.#measurings += 1;
    }
  }
}

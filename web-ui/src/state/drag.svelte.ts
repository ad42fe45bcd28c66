/** Where something would be dropped: before a member of a section, or at its end. */
export interface DropPlace {
  readonly group: string | null;
  /** Null for the end. */
  readonly before: number | null;
}

/** Experiments that are dragged from one place of the board to another. */
export class Drag {
  ids: readonly number[] = $state.raw([]);
  /** The section they were taken from. */
  from: string | null = $state(null);
  over: DropPlace | null = $state.raw(null);
  /** Whether they are added there and stay where they are: Alt is held. */
  add = $state(false);

  get active(): boolean {
    return this.ids.length > 0;
  }

  start(ids: readonly number[], from: string | null): void {
    this.ids = ids;
    this.from = from;
  }

  hover(place: DropPlace, add: boolean): void {
    // A drag tells of itself many times a second; only another place is news.
    if (this.over?.group !== place.group || this.over.before !== place.before) {
      this.over = place;
    }
    this.add = add;
  }

  end(): void {
    this.ids = [];
    this.over = null;
    this.add = false;
  }
}

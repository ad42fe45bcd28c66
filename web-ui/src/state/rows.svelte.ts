import type { SkyDeckApi } from '../api/client';
import type { Changes } from '../api/stream/changes';
import type { Board } from './board.svelte';
import type { OpenDetails } from './details.svelte';

/** A row of the board: an experiment has one in each group that it is in. */
export interface RowPlace {
  /** Null outside groups. */
  readonly group: string | null;
  readonly id: number;
}

export function samePlace(one: RowPlace | null, other: RowPlace | null): boolean {
  return one?.group === other?.group && one?.id === other?.id;
}

/**
 * Which rows are open and which one has the focus.
 *
 * The server remembers open rows for the next visit. Here they are ours: another reading must not close what was
 * just opened.
 */
export class Rows {
  /** The row that has the focus. */
  place: RowPlace | null = $state.raw(null);
  readonly #api: SkyDeckApi;
  readonly #board: Board;
  readonly #details: OpenDetails;
  readonly #seen = new Set<number>();

  constructor(api: SkyDeckApi, board: Board, details: OpenDetails) {
    this.#api = api;
    this.#board = board;
    this.#details = details;
  }

  /** The experiment whose row has the focus. */
  get focused(): number | null {
    return this.place?.id ?? null;
  }

  focus(place: RowPlace): void {
    if (!samePlace(this.place, place)) {
      this.place = place;
    }
  }

  /** Opens what was open at the last visit, each experiment once. */
  openRemembered(): void {
    for (const experiment of this.#board.experiments.values()) {
      if (!this.#seen.has(experiment.id)) {
        this.#seen.add(experiment.id);
        if (experiment.is_expanded) {
          this.#details.open(experiment.id);
        }
      }
    }
  }

  isOpen(id: number): boolean {
    return this.#details.isOpen(id);
  }

  toggle(id: number): void {
    const open = !this.isOpen(id);
    if (open) {
      this.open(id);
    } else {
      this.#details.close(id);
    }
    // Not worth a message: only the next visit is poorer.
    this.#api.setExpanded(id, open).catch(() => undefined);
  }

  open(id: number): void {
    this.#seen.add(id);
    this.#details.open(id);
  }

  /** Reads the history of open rows again when it changed. */
  refreshOpen(changes: Changes): void {
    const names = new Set([...changes.jobs.values()].map((job) => job.experiment_id));
    for (const experiment of this.#board.experiments.values()) {
      const details = this.#details.get(experiment.id);
      if (details !== undefined && (names.has(experiment.name) || changes.experiments.has(experiment.id))) {
        void details.jobs.refresh();
        void details.facts.refresh();
      }
      if (details !== undefined && changes.checkpoints.has(experiment.id)) {
        void details.checkpoints.refresh();
      }
    }
  }
}

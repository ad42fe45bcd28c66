import { messageOf, Problem } from '../api/problem';
import type { Experiment } from '../model/experiment';
import { editFlag, readFlag, sameFlag, type FlagValue } from '../model/flag-value';
import { changedFlags, flagsBody } from '../model/operations';
import type { SkyDeckApi } from '../api/client';
import type { Board } from './board.svelte';
import type { Toasts } from './toasts.svelte';

/** Which cell: an experiment can stand in several groups. */
export interface CellPlace {
  readonly group: string | null;
  readonly id: number;
  readonly flag: string;
}

/** The one flag cell that is edited. What comes over the stream never overwrites what is typed. */
export class CellEditor {
  place: CellPlace | null = $state.raw(null);
  typed = $state('');
  problem: string | null = $state(null);
  saving = $state(false);
  /** The value that the editor began with, or that was seen and put aside since. */
  #before = $state.raw<FlagValue | undefined>();
  readonly #api: SkyDeckApi;
  readonly #board: Board;
  readonly #toasts: Toasts;

  constructor(api: SkyDeckApi, board: Board, toasts: Toasts) {
    this.#api = api;
    this.#board = board;
    this.#toasts = toasts;
  }

  isAt(place: CellPlace): boolean {
    const here = this.place;
    return here !== null && here.group === place.group && here.id === place.id && here.flag === place.flag;
  }

  open(place: CellPlace): void {
    const value = this.#now(place);
    this.place = place;
    this.#before = value;
    this.typed = value === undefined ? '' : editFlag(value);
    this.problem = null;
  }

  close(): void {
    this.place = null;
    this.problem = null;
  }

  /** What somebody else made of it since the editor was opened; null while it is what it was. */
  get theirs(): { readonly value: FlagValue | undefined } | null {
    if (this.place === null || this.saving) {
      return null;
    }
    const value = this.#now(this.place);
    return sameFlag(value, this.#before) ? null : { value };
  }

  /** Goes on with what is typed, over what somebody else wrote. */
  keepMine(): void {
    if (this.place !== null) {
      this.#before = this.#now(this.place);
    }
  }

  takeTheirs(): void {
    if (this.place !== null) {
      this.open(this.place);
    }
  }

  /** Saves what is typed. Says whether the cell is done with. */
  async save(): Promise<boolean> {
    const reading = readFlag(this.typed);
    if (!reading.ok) {
      this.problem = reading.problem;
      return false;
    }
    return this.#write(reading.value);
  }

  /** Takes the flag away. */
  async unset(): Promise<boolean> {
    return this.#write(null);
  }

  async #write(value: FlagValue | null): Promise<boolean> {
    const { place } = this;
    const experiment = place === null ? undefined : this.#board.experiments.get(place.id);
    if (place === null || experiment === undefined || this.saving) {
      return false;
    }
    if (this.theirs !== null) {
      this.problem = 'Somebody changed it meanwhile: choose below.';
      return false;
    }
    if (sameFlag(value ?? undefined, this.#before)) {
      this.close();
      return true;
    }
    this.saving = true;
    const refused = await this.#send(experiment, place.flag, value, true);
    this.saving = false;
    this.problem = refused;
    if (refused === null) {
      this.close();
    }
    return refused === null;
  }

  /** Why it was refused; null when it was done. */
  async #send(experiment: Experiment, flag: string, value: FlagValue | null, again: boolean): Promise<string | null> {
    const flags = changedFlags(experiment.flags, new Map([[flag, value]]));
    const takeBack = this.#board.experiments.assume(experiment.id, (row) => ({ ...row, flags }));
    try {
      const reply = await this.#api.editSpec(experiment.id, flagsBody(flags), experiment.spec_revision);
      this.#board.putExperiment(reply.value, reply.revision);
      for (const warning of reply.warnings) {
        this.#toasts.failed(`Saved, but ${warning.message}`);
      }
      return null;
    } catch (error) {
      takeBack();
      if (error instanceof Problem && error.status === 412 && again) {
        return this.#afterTheirs(experiment.id, flag, value);
      }
      const field =
        error instanceof Problem ? error.fields.find((entry) => entry.field === `flags.${flag}`) : undefined;
      return field?.message ?? messageOf(error);
    }
  }

  /** Somebody edited the experiment: where it was not this flag, the edit is made again on what it is now. */
  async #afterTheirs(id: number, flag: string, value: FlagValue | null): Promise<string | null> {
    try {
      const { value: newest, revision } = await this.#api.experiment(id);
      this.#board.putExperiment(newest, revision);
      return sameFlag(newest.flags[flag], this.#before)
        ? await this.#send(newest, flag, value, false)
        : 'Somebody changed it meanwhile: choose below.';
    } catch (error) {
      return messageOf(error);
    }
  }

  #now(place: CellPlace): FlagValue | undefined {
    return this.#board.experiments.get(place.id)?.flags[place.flag];
  }
}

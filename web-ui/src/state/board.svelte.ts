import type { Answer, Groups, SkyDeckApi } from '../api/client';
import { messageOf } from '../api/problem';
import type { Changes, GroupRow } from '../api/stream/changes';
import { byOrder } from '../model/board-order';
import type { Experiment } from '../model/experiment';
import { sameFlags } from '../model/flag-value';
import type { Announcer } from './announcer.svelte';
import { LOADING, type Loadable } from './loadable';
import { VersionedRows } from './versioned-rows.svelte';

/** A group on the board with its members in order, or the experiments that are in none. */
export interface Section {
  readonly group: GroupRow | null;
  readonly members: readonly Experiment[];
}

/** All experiments and groups, as newest known. */
export class Board {
  readonly experiments = new VersionedRows<number, Experiment>();
  readonly groups = new VersionedRows<string, GroupRow>();
  /** The newest revision taken in. */
  revision = 0;
  loaded: Loadable<null> = $state.raw(LOADING);
  readonly sections: readonly Section[] = $derived.by(() => this.#sections());
  readonly #byName: ReadonlyMap<string, Experiment> = $derived(
    new Map(this.experiments.values().map((experiment) => [experiment.name, experiment])),
  );
  readonly #api: SkyDeckApi;
  readonly #announcer: Announcer;

  constructor(api: SkyDeckApi, announcer: Announcer) {
    this.#api = api;
    this.#announcer = announcer;
  }

  /** The experiment of that name, as jobs name it. */
  named(name: string): Experiment | undefined {
    return this.#byName.get(name);
  }

  /** All in a group; none for null, or a group that is not there. */
  membersOf(group: string | null): readonly Experiment[] {
    return this.sections.find((section) => section.group !== null && section.group.id === group)?.members ?? [];
  }

  /** All in the first group that it is in, itself too; itself alone without a group, and none where it is not there. */
  groupMates(id: number): readonly Experiment[] {
    const section = this.sections.find(
      ({ group, members }) => group !== null && members.some((member) => member.id === id),
    );
    const alone = this.experiments.get(id);
    return section?.members ?? (alone === undefined ? [] : [alone]);
  }

  /** Says whether it could be read. */
  async load(): Promise<boolean> {
    try {
      this.take(await this.#api.groups());
      this.loaded = { kind: 'ready', value: null };
      return true;
    } catch (error) {
      if (this.loaded.kind !== 'ready') {
        this.loaded = { kind: 'failed', message: messageOf(error) };
      }
      return false;
    }
  }

  /** Takes a whole reading of the board. */
  take({ value, revision }: Answer<Groups>): void {
    const experiments = [...value.groups.flatMap((group) => group.experiments), ...value.ungrouped];
    this.experiments.replaceAll(new Map(experiments.map((experiment) => [experiment.id, experiment])), revision);
    const groups = value.groups.map(({ experiments: members, ...header }) => ({
      ...header,
      experiment_ids: members.map((member) => member.id),
    }));
    this.groups.replaceAll(new Map(groups.map((group) => [group.id, group])), revision);
    this.revision = Math.max(this.revision, revision);
  }

  apply(changes: Changes): void {
    for (const [id, { value, revision }] of changes.experiments) {
      const before = this.experiments.get(id);
      if (value === null) {
        this.experiments.put(id, null, revision);
      } else if (this.putExperiment(value, revision)) {
        this.#announcer.changed(before, value);
      }
    }
    for (const [id, { value, revision }] of changes.groups) {
      this.groups.put(id, value, revision);
    }
    for (const [id, { latest_epoch: epoch }] of changes.checkpoints) {
      this.experiments.assume(id, (experiment) => ({ ...experiment, latest_epoch: epoch }));
    }
    this.revision = Math.max(this.revision, changes.revision);
  }

  /** Single answers may come without the latest epoch; the one that is known stays. */
  putExperiment(experiment: Experiment, revision: number): boolean {
    const before = this.experiments.get(experiment.id);
    const epoch = experiment.latest_epoch ?? before?.latest_epoch ?? null;
    // The same flags stay the same object, so that whoever computes from them sees that they are.
    const flags = before !== undefined && sameFlags(before.flags, experiment.flags) ? before.flags : experiment.flags;
    return this.experiments.put(experiment.id, { ...experiment, flags, latest_epoch: epoch }, revision);
  }

  #sections(): Section[] {
    const grouped = new Set<number>();
    const sections: Section[] = this.groups
      .values()
      .sort((one, other) => one.order - other.order)
      .map((group) => {
        const members = group.experiment_ids
          .map((id) => this.experiments.get(id))
          .filter((member) => member !== undefined);
        for (const member of members) {
          grouped.add(member.id);
        }
        return { group, members };
      });
    const rest = this.experiments
      .values()
      .filter((experiment) => !grouped.has(experiment.id))
      .sort(byOrder);
    return rest.length > 0 ? [...sections, { group: null, members: rest }] : sections;
  }
}

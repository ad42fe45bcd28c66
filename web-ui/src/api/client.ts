import type { Checkpoint, DesiredState, Experiment, GroupHeader, Job } from '../model/experiment';
import type { Server } from '../model/server-state';
import type { FlagHint } from '../model/flag-hint';
import { ListsApi } from './lists';
import type { components } from './schema';
import { Transport, unwrap, type Answer, type Fetch, type Reply } from './transport';

export type { Answer, Reply };

/** What came of each step of a batch, in order. */
export type BatchResult = components['schemas']['BatchAnswer'];
export type Cadence = components['schemas']['Cadence'];
export type CheckpointLink = components['schemas']['CheckpointAnswer']['link'];
/** A page of checkpoints, and how regularly they come; that is told with the first page only. */
export interface CheckpointPage {
  readonly checkpoints: readonly Checkpoint[];
  readonly cadence?: Cadence;
}
/** What was made of an experiment, and a sentence when it is otherwise than asked. */
export interface Noted {
  readonly experiment: Experiment;
  readonly note: string | null;
}

export type Health = components['schemas']['Health'];
export type { Server };
export type Task = components['schemas']['TaskAnswer'];
/** What lists leave out of an experiment. */
export type ExperimentFacts = Pick<components['schemas']['ExperimentDetails'], 'cost' | 'links' | 'edits'>;
export type Session = components['schemas']['SessionAnswer'];
export type Group = GroupHeader & { readonly experiments: readonly Experiment[] };

/** What can be changed of a group here. */
export interface GroupChanges {
  readonly name?: string;
  readonly collapsed?: boolean;
  readonly flags?: readonly string[];
}

export interface Groups {
  readonly groups: readonly Group[];
  readonly ungrouped: readonly Experiment[];
}

/** The gateway's API. Every failure is a Problem. */
export class SkyDeckApi {
  readonly #transport: Transport;
  /** Lists that have pages of their own. */
  readonly lists: ListsApi;

  /** Tells when the server wants to know who asks. */
  constructor(fetch?: Fetch, onUnauthorized?: () => void) {
    this.#transport = new Transport(fetch, onUnauthorized);
    this.lists = new ListsApi(this.#transport);
  }

  /** Whose requests these are. */
  session(): Promise<Answer<Session>> {
    return this.#transport.send<Session>('GET', '/api/session');
  }

  /** Opens a session that the browser keeps in a cookie. */
  signIn(token: string): Promise<Answer<Session>> {
    return this.#transport.send<Session>('POST', '/api/session', {}, JSON.stringify({ token }));
  }

  signOut(): Promise<Answer<unknown>> {
    return this.#transport.send('DELETE', '/api/session');
  }

  health(): Promise<Answer<Health>> {
    return this.#transport.send<Health>('GET', '/api/health');
  }

  groups(): Promise<Answer<Groups>> {
    return this.#transport.send<Groups>('GET', '/api/groups');
  }

  async experiment(id: number): Promise<Answer<Experiment>> {
    return unwrap(
      await this.#transport.send<{ experiment: Experiment }>('GET', '/api/experiments/{id}', { id }),
      'experiment',
    );
  }

  facts(id: number): Promise<Answer<ExperimentFacts>> {
    return this.#transport.send<ExperimentFacts>('GET', '/api/experiments/{id}', { id });
  }

  /** Takes the body as text, see createRequest. Sent again with the same key it creates no second one. */
  async createExperiment(body: string, key: string): Promise<Reply<Experiment>> {
    const once = { 'idempotency-key': key };
    return unwrap(
      await this.#transport.send<{ experiment: Experiment }>('POST', '/api/experiments', {}, body, {}, once),
      'experiment',
    );
  }

  /** Takes the body as text, see editRequest. Refused with 412 when it was edited since that revision of its spec. */
  async editSpec(id: number, body: string, revision: number): Promise<Reply<Experiment>> {
    const path = '/api/experiments/{id}/spec';
    const match = { 'if-match': `"${revision}"` };
    return unwrap(
      await this.#transport.send<{ experiment: Experiment }>('PATCH', path, { id }, body, {}, match),
      'experiment',
    );
  }

  /** The task that would be launched; nobody is asked whether it would do. */
  task(id: number): Promise<Answer<Task>> {
    return this.#transport.send<Task>('GET', '/api/experiments/{id}/task', { id });
  }

  /** The task that would be launched, after SkyPilot was asked whether it would take it. */
  validatedTask(id: number): Promise<Answer<Task>> {
    return this.#transport.send<Task>('GET', '/api/experiments/{id}/task', { id }, undefined, { validate: 'true' });
  }

  async setDesiredState(id: number, desired: DesiredState): Promise<Answer<Experiment>> {
    const body = JSON.stringify({ desired_state: desired });
    return unwrap(
      await this.#transport.send<{ experiment: Experiment }>('POST', '/api/experiments/{id}/state', { id }, body),
      'experiment',
    );
  }

  /** Has it run as it is specified now: its job is cancelled, and another launched once that has ended. */
  async relaunch(id: number): Promise<Answer<Experiment>> {
    return unwrap(
      await this.#transport.send<{ experiment: Experiment }>('POST', '/api/experiments/{id}/relaunch', { id }),
      'experiment',
    );
  }

  /** Has SkyPilot asked now for the launch of which nobody knows whether a job came. */
  lookAgain(id: number): Promise<Answer<unknown>> {
    return this.#transport.send('POST', '/api/experiments/{id}/look-again', { id });
  }

  /** Says that no job came of its doubtful launch. */
  async sayNotCreated(id: number): Promise<Answer<Experiment>> {
    return unwrap(
      await this.#transport.send<{ experiment: Experiment }>('POST', '/api/experiments/{id}/not-created', { id }),
      'experiment',
    );
  }

  deleteExperiment(id: number): Promise<Answer<unknown>> {
    return this.#transport.send('DELETE', '/api/experiments/{id}', { id });
  }

  undeleteExperiment(id: number): Promise<Answer<unknown>> {
    return this.#transport.send('POST', '/api/experiments/{id}/undelete', { id });
  }

  /** Lets the controller act on an experiment again that was held. */
  release(id: number): Promise<Answer<unknown>> {
    return this.#transport.send('POST', '/api/experiments/{id}/release', { id });
  }

  releaseGroup(id: string): Promise<Answer<unknown>> {
    return this.#transport.send('POST', '/api/groups/{id}/release', { id });
  }

  releaseAll(): Promise<Answer<unknown>> {
    return this.#transport.send('POST', '/api/release', {}, JSON.stringify({ all: true }));
  }

  /** Takes operations as text, see operations.ts. With mode each every one stands alone; otherwise one that fails undoes all. */
  runBatch(operations: readonly string[], mode: 'atomic' | 'each'): Promise<Reply<BatchResult>> {
    const body = `{"mode":"${mode}","operations":[${operations.join(',')}]}`;
    return this.#transport.send<BatchResult>('POST', '/api/experiments/batch', {}, body);
  }

  /** Takes a write back by its token. */
  undo(token: string): Promise<Reply<BatchResult>> {
    return this.#transport.send<BatchResult>('POST', '/api/undo', {}, JSON.stringify({ token }));
  }

  setStarred(id: number, starred: boolean): Promise<Answer<unknown>> {
    return this.#transport.send('POST', '/api/experiments/{id}/starred', { id }, JSON.stringify({ starred }));
  }

  setExpanded(id: number, expanded: boolean): Promise<Answer<unknown>> {
    const body = JSON.stringify({ is_expanded: expanded });
    return this.#transport.send('POST', '/api/experiments/{id}/expanded', { id }, body);
  }

  async jobs(id: number, limit: number): Promise<Answer<readonly Job[]>> {
    const path = '/api/experiments/{id}/jobs';
    return unwrap(
      await this.#transport.send<{ jobs: readonly Job[] }>('GET', path, { id }, undefined, { limit }),
      'jobs',
    );
  }

  /** Newest epoch first. */
  checkpoints(id: number, limit: number, cursor: string | null): Promise<Reply<CheckpointPage>> {
    const query = cursor === null ? { limit } : { limit, cursor };
    return this.#transport.send<CheckpointPage>('GET', '/api/experiments/{id}/checkpoints', { id }, undefined, query);
  }

  /** A link that downloads a checkpoint; null when it is gone. */
  async checkpointLink(id: number, epoch: number): Promise<Answer<CheckpointLink>> {
    const path = '/api/experiments/{id}/checkpoints/{epoch}';
    return unwrap(await this.#transport.send<{ link: CheckpointLink }>('GET', path, { id, epoch }), 'link');
  }

  /** Copies an experiment to go on from a checkpoint; without a name or flag the server takes its own. */
  resume(id: number, epoch: number, name: string | null, flag: string | null): Promise<Reply<Noted>> {
    const path = '/api/experiments/{id}/checkpoints/{epoch}/resume';
    return this.#transport.send<Noted>('POST', path, { id, epoch }, JSON.stringify({ name, flag }));
  }

  /** The jobs that are active now, over all experiments. */
  async activeJobs(limit: number): Promise<Answer<readonly Job[]>> {
    return unwrap(
      await this.#transport.send<{ jobs: readonly Job[] }>('GET', '/api/skypilot-jobs', {}, undefined, { limit }),
      'jobs',
    );
  }

  async servers(): Promise<Answer<readonly Server[]>> {
    return unwrap(await this.#transport.send<{ servers: readonly Server[] }>('GET', '/api/servers'), 'servers');
  }

  /** Accepts that another database is behind its address. */
  async acceptServer(number: number): Promise<Answer<Server>> {
    return unwrap(
      await this.#transport.send<{ server: Server }>('POST', '/api/servers/{number}/accept', { number }),
      'server',
    );
  }

  /** Puts experiments that are in no group into an order. */
  reorder(ids: readonly number[]): Promise<Reply<unknown>> {
    return this.#transport.send('POST', '/api/experiments/reorder', {}, JSON.stringify({ order: ids }));
  }

  async createGroup(name: string): Promise<Answer<Group>> {
    return unwrap(
      await this.#transport.send<{ group: Group }>('POST', '/api/groups', {}, JSON.stringify({ name })),
      'group',
    );
  }

  /** Flags of the tool that somebody may mean, the best first. */
  async suggestFlags(tool: string, typed: string): Promise<Answer<readonly FlagHint[]>> {
    const query = tool === '' ? { q: typed } : { tool, q: typed };
    return unwrap(
      await this.#transport.send<{ flags: readonly FlagHint[] }>('GET', '/api/flags/suggest', {}, undefined, query),
      'flags',
    );
  }

  setCollapsed(id: string, collapsed: boolean): Promise<Answer<unknown>> {
    return this.patchGroup(id, { collapsed });
  }

  /** Changes what a group is called or shows; columns that are empty are computed. */
  async patchGroup(id: string, changes: GroupChanges): Promise<Reply<Group>> {
    const sent = this.#transport.send<{ group: Group }>('PATCH', '/api/groups/{id}', { id }, JSON.stringify(changes));
    return unwrap(await sent, 'group');
  }

  /** Takes the group away; its experiments stay. */
  deleteGroup(id: string): Promise<Reply<unknown>> {
    return this.#transport.send('DELETE', '/api/groups/{id}', { id });
  }

  reorderGroups(ids: readonly string[]): Promise<Reply<unknown>> {
    return this.#transport.send('POST', '/api/groups/reorder', {}, JSON.stringify({ order: ids }));
  }

  addToGroup(id: string, experiments: readonly number[]): Promise<Answer<unknown>> {
    const body = JSON.stringify({ experiment_ids: experiments.map(String), multi_home: false });
    return this.#transport.send('POST', '/api/groups/{id}/experiments', { id }, body);
  }
}

import type { Checkpoint, DesiredState, Experiment, GroupHeader, Job } from '../model/experiment';
import type { Server } from '../model/server-state';
import type { FieldProblem } from '../model/field-problem';
import type { FlagHint } from '../model/flag-hint';
import { parseExactly } from './exact-json';
import { Problem, problemOf, warningsOf } from './problem';
import type { components, paths } from './schema';

/** An answer and the revision it was read at or made. */
export interface Answer<T> {
  readonly value: T;
  readonly revision: number;
}

/** What came of a request beside its answer. */
export interface Reply<T> extends Answer<T> {
  /** Where the next page begins; null on the last, and of what has no pages. */
  readonly next: string | null;
  /** Takes a write back for ten minutes; null where nothing can be taken back. */
  readonly undo: string | null;
  /** What was written all the same, though it may be a mistake. */
  readonly warnings: readonly FieldProblem[];
}

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
export type ExperimentFacts = Pick<components['schemas']['ExperimentDetails'], 'cost' | 'links'>;
export type Session = components['schemas']['SessionAnswer'];
export type Group = GroupHeader & { readonly experiments: readonly Experiment[] };

export interface Groups {
  readonly groups: readonly Group[];
  readonly ungrouped: readonly Experiment[];
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
type Fetch = (input: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 20_000;

/** The gateway's API. Every failure is a Problem. */
export class SkyDeckApi {
  readonly #fetch: Fetch;
  readonly #onUnauthorized: () => void;

  /** Tells when the server wants to know who asks. */
  constructor(
    fetch: Fetch = (input, init) => globalThis.fetch(input, init),
    onUnauthorized: () => void = () => undefined,
  ) {
    this.#fetch = fetch;
    this.#onUnauthorized = onUnauthorized;
  }

  /** Whose requests these are. */
  session(): Promise<Answer<Session>> {
    return this.#send<Session>('GET', '/api/session');
  }

  /** Opens a session that the browser keeps in a cookie. */
  signIn(token: string): Promise<Answer<Session>> {
    return this.#send<Session>('POST', '/api/session', {}, JSON.stringify({ token }));
  }

  signOut(): Promise<Answer<unknown>> {
    return this.#send('DELETE', '/api/session');
  }

  health(): Promise<Answer<Health>> {
    return this.#send<Health>('GET', '/api/health');
  }

  groups(): Promise<Answer<Groups>> {
    return this.#send<Groups>('GET', '/api/groups');
  }

  async experiment(id: number): Promise<Answer<Experiment>> {
    return unwrap(await this.#send<{ experiment: Experiment }>('GET', '/api/experiments/{id}', { id }), 'experiment');
  }

  facts(id: number): Promise<Answer<ExperimentFacts>> {
    return this.#send<ExperimentFacts>('GET', '/api/experiments/{id}', { id });
  }

  /** Takes the body as text, see createRequest. */
  async createExperiment(body: string): Promise<Reply<Experiment>> {
    return unwrap(await this.#send<{ experiment: Experiment }>('POST', '/api/experiments', {}, body), 'experiment');
  }

  /** Takes the body as text, see editRequest. Refused with 412 when it was edited since that revision of its spec. */
  async editSpec(id: number, body: string, revision: number): Promise<Reply<Experiment>> {
    const path = '/api/experiments/{id}/spec';
    const match = { 'if-match': `"${revision}"` };
    return unwrap(await this.#send<{ experiment: Experiment }>('PATCH', path, { id }, body, {}, match), 'experiment');
  }

  /** The task that would be launched, after SkyPilot was asked whether it would take it. */
  validatedTask(id: number): Promise<Answer<Task>> {
    return this.#send<Task>('GET', '/api/experiments/{id}/task', { id }, undefined, { validate: 'true' });
  }

  async setDesiredState(id: number, desired: DesiredState): Promise<Answer<Experiment>> {
    const body = JSON.stringify({ desired_state: desired });
    return unwrap(
      await this.#send<{ experiment: Experiment }>('POST', '/api/experiments/{id}/state', { id }, body),
      'experiment',
    );
  }

  /** Has it run as it is specified now: its job is cancelled, and another launched once that has ended. */
  async relaunch(id: number): Promise<Answer<Experiment>> {
    return unwrap(
      await this.#send<{ experiment: Experiment }>('POST', '/api/experiments/{id}/relaunch', { id }),
      'experiment',
    );
  }

  deleteExperiment(id: number): Promise<Answer<unknown>> {
    return this.#send('DELETE', '/api/experiments/{id}', { id });
  }

  undeleteExperiment(id: number): Promise<Answer<unknown>> {
    return this.#send('POST', '/api/experiments/{id}/undelete', { id });
  }

  /** Lets the controller act on an experiment again that was held. */
  release(id: number): Promise<Answer<unknown>> {
    return this.#send('POST', '/api/experiments/{id}/release', { id });
  }

  releaseGroup(id: string): Promise<Answer<unknown>> {
    return this.#send('POST', '/api/groups/{id}/release', { id });
  }

  releaseAll(): Promise<Answer<unknown>> {
    return this.#send('POST', '/api/release', {}, JSON.stringify({ all: true }));
  }

  /** Takes a write back by its token. */
  undo(token: string): Promise<Reply<BatchResult>> {
    return this.#send<BatchResult>('POST', '/api/undo', {}, JSON.stringify({ token }));
  }

  setStarred(id: number, starred: boolean): Promise<Answer<unknown>> {
    return this.#send('POST', '/api/experiments/{id}/starred', { id }, JSON.stringify({ starred }));
  }

  setExpanded(id: number, expanded: boolean): Promise<Answer<unknown>> {
    const body = JSON.stringify({ is_expanded: expanded });
    return this.#send('POST', '/api/experiments/{id}/expanded', { id }, body);
  }

  async jobs(id: number, limit: number): Promise<Answer<readonly Job[]>> {
    const path = '/api/experiments/{id}/jobs';
    return unwrap(await this.#send<{ jobs: readonly Job[] }>('GET', path, { id }, undefined, { limit }), 'jobs');
  }

  /** Newest epoch first. */
  checkpoints(id: number, limit: number, cursor: string | null): Promise<Reply<CheckpointPage>> {
    const query = cursor === null ? { limit } : { limit, cursor };
    return this.#send<CheckpointPage>('GET', '/api/experiments/{id}/checkpoints', { id }, undefined, query);
  }

  /** A link that downloads a checkpoint; null when it is gone. */
  async checkpointLink(id: number, epoch: number): Promise<Answer<CheckpointLink>> {
    const path = '/api/experiments/{id}/checkpoints/{epoch}';
    return unwrap(await this.#send<{ link: CheckpointLink }>('GET', path, { id, epoch }), 'link');
  }

  /** Copies an experiment to go on from a checkpoint; without a name or flag the server takes its own. */
  resume(id: number, epoch: number, name: string | null, flag: string | null): Promise<Reply<Noted>> {
    const path = '/api/experiments/{id}/checkpoints/{epoch}/resume';
    return this.#send<Noted>('POST', path, { id, epoch }, JSON.stringify({ name, flag }));
  }

  /** The jobs that are active now, over all experiments. */
  async activeJobs(limit: number): Promise<Answer<readonly Job[]>> {
    return unwrap(
      await this.#send<{ jobs: readonly Job[] }>('GET', '/api/skypilot-jobs', {}, undefined, { limit }),
      'jobs',
    );
  }

  async servers(): Promise<Answer<readonly Server[]>> {
    return unwrap(await this.#send<{ servers: readonly Server[] }>('GET', '/api/servers'), 'servers');
  }

  /** Accepts that another database is behind its address. */
  async acceptServer(number: number): Promise<Answer<Server>> {
    return unwrap(await this.#send<{ server: Server }>('POST', '/api/servers/{number}/accept', { number }), 'server');
  }

  async createGroup(name: string): Promise<Answer<Group>> {
    return unwrap(await this.#send<{ group: Group }>('POST', '/api/groups', {}, JSON.stringify({ name })), 'group');
  }

  /** Flags of the tool that somebody may mean, the best first. */
  async suggestFlags(tool: string, typed: string): Promise<Answer<readonly FlagHint[]>> {
    const query = tool === '' ? { q: typed } : { tool, q: typed };
    return unwrap(
      await this.#send<{ flags: readonly FlagHint[] }>('GET', '/api/flags/suggest', {}, undefined, query),
      'flags',
    );
  }

  setCollapsed(id: string, collapsed: boolean): Promise<Answer<unknown>> {
    return this.#send('PATCH', '/api/groups/{id}', { id }, JSON.stringify({ collapsed }));
  }

  addToGroup(id: string, experiments: readonly number[]): Promise<Answer<unknown>> {
    const body = JSON.stringify({ experiment_ids: experiments.map(String), multi_home: false });
    return this.#send('POST', '/api/groups/{id}/experiments', { id }, body);
  }

  async #send<T>(
    method: Method,
    template: keyof paths,
    parameters: Readonly<Record<string, string | number>> = {},
    body?: string,
    query: Readonly<Record<string, string | number>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply<T>> {
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
    const init: RequestInit = { method, headers, signal: AbortSignal.timeout(TIMEOUT_MS) };
    if (body !== undefined) {
      init.body = body;
      init.headers = { ...headers, 'content-type': 'application/json' };
    }
    const { response, text } = await this.#exchange(search === '' ? path : `${path}?${search}`, init);
    if (!response.ok) {
      if (response.status === 401) {
        this.#onUnauthorized();
      }
      throw problemOf(response.status, parsed(text));
    }
    const value = parsed(text);
    if (value === undefined) {
      throw new Problem(response.status, 'The server answered something that is not JSON. Is a proxy in between?');
    }
    return {
      value: value as T,
      revision: Number(response.headers.get('x-skydeck-revision') ?? 0),
      next: response.headers.get('next-cursor'),
      undo: response.headers.get('x-skydeck-undo'),
      warnings: warningsOf(value),
    };
  }

  async #exchange(url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
    try {
      const response = await this.#fetch(url, init);
      return { response, text: await response.text() };
    } catch (error) {
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      throw new Problem(0, late ? 'SkyDeck did not answer within 20 s.' : 'SkyDeck cannot be reached.');
    }
  }
}

function parsed(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}

function unwrap<K extends string, T>(reply: Reply<Readonly<Record<K, T>>>, name: K): Reply<T> {
  return { ...reply, value: reply.value[name] };
}

import type { Comparison } from '../model/comparison';
import type { CostRow } from '../model/cost';
import type { Experiment, Job } from '../model/experiment';
import { layoutOf, type ViewParts } from '../model/view-parts';
import type { components } from './schema';
import { Problem } from './problem';
import { Transport, unwrap, type Answer, type Reply } from './transport';

export type HistoryEntry = components['schemas']['HistoryAnswer']['entries'][number];
export type TrashItem = Omit<components['schemas']['TrashAnswer']['items'][number], 'experiment'> & {
  readonly experiment: Experiment;
};
export type JobEvent = components['schemas']['JobEventsAnswer']['events'][number];
/** The members that a sweep would have. */
export type SweepPreview = components['schemas']['SweepPreviewAnswer'];
/** A view of the board with a name. */
export type SavedView = components['schemas']['SavedView'];
/** A page of metrics, and of which files they are. */
export type MetricsPage = components['schemas']['MetricsAnswer'];

/** One page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
  readonly revision: number;
}

/** Which of SkyPilot's jobs. */
export interface JobQuery {
  readonly text?: string;
  /** Also those that have ended. */
  readonly ended: boolean;
  /** Only those of no experiment. */
  readonly orphans: boolean;
  readonly mine: boolean;
}

/** Which facts of the history. */
export interface HistoryQuery {
  readonly experiment?: number;
  readonly kind?: string;
  readonly actor?: string;
}

const PAGE = 100;
/** A whole team's at once: each page is computed anew. */
const COSTS = 5_000;

/** The lists that are read in pages. */
export class ListsApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Highest id first. */
  async jobs(query: JobQuery, cursor: string | null): Promise<Page<Job>> {
    const reply = await this.#transport.send<{ jobs: readonly Job[] }>('GET', '/api/skypilot-jobs', {}, undefined, {
      limit: PAGE,
      include_stopped: String(query.ended),
      orphans: String(query.orphans),
      ...(query.text === undefined || query.text === '' ? {} : { text: query.text }),
      ...(query.mine ? { owner: 'me' } : {}),
      ...at(cursor),
    });
    return { rows: reply.value.jobs, next: reply.next, revision: reply.revision };
  }

  /** The job with that id; null when there is none. */
  async job(id: string): Promise<Answer<Job | null>> {
    const { rows, revision } = await this.jobs({ text: id, ended: true, orphans: false, mine: false }, null);
    return { value: rows.find((job) => job.id === id) ?? null, revision };
  }

  /** What SkyPilot says happened to a job, newest first. */
  async jobEvents(id: string): Promise<Answer<readonly JobEvent[]>> {
    return unwrap(
      await this.#transport.send<{ events: readonly JobEvent[] }>('GET', '/api/jobs/{id}/events', { id }),
      'events',
    );
  }

  cancelJob(id: string): Promise<Answer<unknown>> {
    return this.#transport.send('POST', '/api/jobs/{id}/cancel', { id });
  }

  async adoptJob(id: string, experiment: number): Promise<Reply<Experiment>> {
    const body = JSON.stringify({ experiment_id: experiment });
    return unwrap(
      await this.#transport.send<{ experiment: Experiment }>('POST', '/api/jobs/{id}/adopt', { id }, body),
      'experiment',
    );
  }

  /** What happened, newest first. */
  async history(query: HistoryQuery, cursor: string | null): Promise<Page<HistoryEntry>> {
    const { value, revision } = await this.#transport.send<{
      entries: readonly HistoryEntry[];
      next_cursor: string | null;
    }>('GET', '/api/history', {}, undefined, {
      limit: PAGE,
      ...(query.experiment === undefined ? {} : { experiment: query.experiment }),
      ...(query.kind === undefined || query.kind === '' ? {} : { kind: query.kind }),
      ...(query.actor === undefined || query.actor === '' ? {} : { actor: query.actor }),
      ...at(cursor),
    });
    return { rows: value.entries, next: value.next_cursor, revision };
  }

  /** What an experiment's newest run measured, by name. */
  metrics(id: number, cursor: string | null): Promise<Answer<MetricsPage>> {
    return this.#transport.send<MetricsPage>('GET', '/api/experiments/{id}/metrics', { id }, undefined, at(cursor));
  }

  /** The ids of the experiments that a filter finds, in an order if one is asked for. Refused with 422 when it is not in the language. */
  async found(filter: string, sort: string | null = null): Promise<Answer<readonly number[]>> {
    const reply = await this.#transport.send<{ experiments: readonly { readonly id: number }[] }>(
      'GET',
      '/api/experiments',
      {},
      undefined,
      { fields: 'id', ...(filter === '' ? {} : { filter }), ...(sort === null ? {} : { sort }) },
    );
    return { value: reply.value.experiments.map(({ id }) => id), revision: reply.revision };
  }

  /** What tells two to eight experiments apart. */
  compare(ids: readonly number[]): Promise<Answer<Comparison>> {
    return this.#transport.send<Comparison>('GET', '/api/compare', {}, undefined, { ids: ids.join(',') });
  }

  /** What experiments used and cost, by their ids: all that ran, or those that ran since then. */
  async costs(activeSince: Date | null, cursor: string | null): Promise<Page<CostRow>> {
    const { value, revision } = await this.#transport.send<{
      costs: readonly CostRow[];
      next_cursor: string | null;
    }>('GET', '/api/cost', {}, undefined, {
      by: 'experiment',
      limit: COSTS,
      ...(activeSince === null ? {} : { active_since: activeSince.toISOString() }),
      ...at(cursor),
    });
    return { rows: value.costs, next: value.next_cursor, revision };
  }

  /** What a sweep would make; the body as text, see sweep.ts. */
  previewSweep(body: string): Promise<Reply<SweepPreview>> {
    return this.#transport.send<SweepPreview>('POST', '/api/sweeps/preview', {}, body);
  }

  /** Sent again with the same key it makes no second one. */
  createSweep(body: string, key: string): Promise<Answer<unknown>> {
    return this.#transport.send('POST', '/api/sweeps', {}, body, {}, { 'idempotency-key': key });
  }

  async views(): Promise<Answer<readonly SavedView[]>> {
    return unwrap(await this.#transport.send<{ views: readonly SavedView[] }>('GET', '/api/views'), 'views');
  }

  /** One view, whoever made it; null when there is none of that id. */
  async view(id: string): Promise<SavedView | null> {
    try {
      return (await this.#transport.send<{ view: SavedView }>('GET', '/api/views/{id}', { id })).value.view;
    } catch (error) {
      if (error instanceof Problem && error.status === 404) {
        return null;
      }
      throw error;
    }
  }

  async createView(name: string, parts: ViewParts, shared: boolean): Promise<Answer<SavedView>> {
    const body = JSON.stringify({ name, filter: parts.filter, layout: layoutOf(parts), shared });
    return unwrap(await this.#transport.send<{ view: SavedView }>('POST', '/api/views', {}, body), 'view');
  }

  /** Changes what it is known as of that revision; 412 when somebody changed it meanwhile. */
  async editView(view: SavedView, parts: ViewParts): Promise<Answer<SavedView>> {
    const match = { 'if-match': `"${view.revision}"` };
    const sent = this.#transport.send<{ view: SavedView }>(
      'PATCH',
      '/api/views/{id}',
      { id: view.id },
      JSON.stringify({ filter: parts.filter, layout: layoutOf(parts) }),
      {},
      match,
    );
    return unwrap(await sent, 'view');
  }

  deleteView(id: string): Promise<Answer<unknown>> {
    return this.#transport.send('DELETE', '/api/views/{id}', { id });
  }

  /** Newest deletion first. */
  async trash(cursor: string | null): Promise<Page<TrashItem>> {
    const { value, revision } = await this.#transport.send<{
      items: readonly TrashItem[];
      next_cursor: string | null;
    }>('GET', '/api/trash', {}, undefined, { limit: PAGE, ...at(cursor) });
    return { rows: value.items, next: value.next_cursor, revision };
  }

  restore(id: number): Promise<Reply<{ readonly experiment: Experiment; readonly note: string | null }>> {
    return this.#transport.send('POST', '/api/trash/{id}/restore', { id });
  }

  /** Drops them for good. */
  purge(ids: readonly number[]): Promise<Answer<unknown>> {
    return this.#transport.send('POST', '/api/trash/purge', {}, JSON.stringify({ ids }));
  }
}

function at(cursor: string | null): Readonly<Record<string, string>> {
  return cursor === null ? {} : { cursor };
}

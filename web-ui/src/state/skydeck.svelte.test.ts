// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SkyDeck } from './skydeck.svelte';

const EXPERIMENT = {
  id: 7,
  name: 'dv.lr',
  current_state: 'RUNNING',
  desired_state: 'RUNNING',
  flags: {},
  conditions: [],
  latest_epoch: null,
  order: 0,
  created_at: '2026-11-22T00:00:00',
};

/** The gateway as far as this needs it: answers reads, streams what a test writes. */
class FakeGateway {
  revision = 10;
  boardStatus = 200;
  readonly reads: string[] = [];
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;

  fetch = (url: string): Promise<Response> => {
    if (url === '/api/events') {
      const body = new ReadableStream<Uint8Array>({
        start: (stream) => {
          this.#stream = stream;
        },
      });
      return Promise.resolve(new Response(body));
    }
    this.reads.push(url);
    return Promise.resolve(this.#answer(url));
  };

  send(event: string, data: unknown): void {
    this.#stream?.enqueue(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  }

  boardReads(): number {
    return this.reads.filter((url) => url === '/api/groups').length;
  }

  #answer(url: string): Response {
    if (url === '/api/groups') {
      const body = { groups: [], ungrouped: [EXPERIMENT], detail: 'The store does not answer.' };
      return this.#json(body, this.boardStatus);
    }
    return this.#json(
      url === '/api/health'
        ? {
            skypilot: { staleness_seconds: 1, error: null },
            s3: { staleness_seconds: 1, error: null },
            observatory: { staleness_seconds: null, error: null, running: false },
          }
        : { jobs: [], checkpoints: [] },
    );
  }

  #json(body: unknown, status = 200): Response {
    return new Response(JSON.stringify(body), { status, headers: { 'X-SkyDeck-Revision': String(this.revision) } });
  }
}

describe('the page and the gateway', () => {
  let gateway: FakeGateway;
  let deck: SkyDeck;
  let stop: () => void;

  const settle = (ms = 300) => vi.advanceTimersByTimeAsync(ms);

  beforeEach(async () => {
    vi.useFakeTimers();
    gateway = new FakeGateway();
    vi.stubGlobal('fetch', gateway.fetch);
    deck = new SkyDeck();
    stop = deck.start();
    await settle();
  });

  afterEach(() => {
    stop();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('reads the board once, then listens', () => {
    expect(gateway.boardReads()).toBe(1);
    expect(deck.connection.state.kind).toBe('live');
    expect(deck.board.experiments.get(7)?.name).toBe('dv.lr');
  });

  it('reads again when the stream does not go on where the reading ended', async () => {
    gateway.send('hello', { revision: 10, build: 'a', resumed: false });
    await settle();
    expect(gateway.boardReads()).toBe(1);
    gateway.send('hello', { revision: 12, build: 'a', resumed: true });
    await settle();
    expect(gateway.boardReads()).toBe(1);
    gateway.send('hello', { revision: 12, build: 'a', resumed: false });
    await settle();
    expect(gateway.boardReads()).toBe(2);
  });

  it('reads again after a resync, until it can', async () => {
    gateway.boardStatus = 503;
    gateway.send('resync', { revision: 20 });
    await settle();
    expect(gateway.boardReads()).toBe(2);
    await settle(3_000);
    expect(gateway.boardReads()).toBe(3);
    gateway.boardStatus = 200;
    await settle(3_000);
    expect(gateway.boardReads()).toBe(4);
    await settle(10_000);
    expect(gateway.boardReads()).toBe(4);
  });

  it('takes a change and reads the facts and the history of the open row again', async () => {
    deck.rows.open(7);
    await settle();
    const before = gateway.reads.length;
    gateway.send('change', {
      revision: 11,
      experiments: [{ ...EXPERIMENT, current_state: 'FAILED' }],
      groups: [],
      jobs: [{ id: '3', experiment_id: 'dv.lr', status: 'FAILED' }],
      checkpoints: [{ experiment_id: 7, latest_epoch: 4, count: 4 }],
      removed_experiments: [],
      removed_groups: [],
    });
    await settle();
    expect(deck.board.experiments.get(7)).toMatchObject({ current_state: 'FAILED', latest_epoch: 4 });
    expect(deck.newestJobs.of('dv.lr')?.id).toBe('3');
    expect(gateway.reads.slice(before)).toEqual([
      '/api/experiments/7/jobs?limit=50',
      '/api/experiments/7',
      '/api/experiments/7/checkpoints?limit=200',
    ]);
  });

  it('says so when the server was replaced by another build', async () => {
    gateway.send('hello', { revision: 10, build: 'a', resumed: true });
    gateway.send('hello', { revision: 10, build: 'b', resumed: true });
    await settle();
    expect(deck.updated).toBe(true);
  });
});

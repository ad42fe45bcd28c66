import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StreamConnection, type ConnectionState } from './connection';
import type { StreamEvent } from './parser';

class FakeServer {
  readonly requests: RequestInit[] = [];
  answer: () => Promise<Response> = () => this.stream();
  #writer: ReadableStreamDefaultController<Uint8Array> | undefined;

  fetch = (_url: string, init: RequestInit): Promise<Response> => {
    this.requests.push(init);
    return this.answer();
  };

  stream(): Promise<Response> {
    const body = new ReadableStream<Uint8Array>({
      start: (writer) => {
        this.#writer = writer;
      },
    });
    return Promise.resolve(new Response(body));
  }

  write(text: string): void {
    this.#writer?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.#writer?.close();
  }
}

describe('the connection', () => {
  let server: FakeServer;
  let states: ConnectionState[];
  let events: StreamEvent[];
  let connection: StreamConnection;

  beforeEach(() => {
    vi.useFakeTimers();
    server = new FakeServer();
    states = [];
    events = [];
    connection = new StreamConnection({
      url: '/api/events',
      lastEventId: () => '41',
      onEvent: (event) => events.push(event),
      onState: (state) => states.push(state),
      fetch: server.fetch,
      random: () => 1,
    });
    connection.open();
  });

  afterEach(() => {
    connection.pause();
    vi.useRealTimers();
  });

  const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
  const kinds = () => states.map((state) => state.kind);

  it('resumes from the last revision and hands out events', async () => {
    await settle();
    server.write('event: change\nid: 42\ndata: {}\n\n');
    await settle();
    expect(kinds()).toEqual(['connecting', 'live']);
    expect(server.requests[0]?.headers).toMatchObject({ 'last-event-id': '41' });
    expect(events).toEqual([{ type: 'change', id: '42', data: '{}' }]);
  });

  it('waits longer after each failure', async () => {
    server.answer = () => Promise.reject(new TypeError('refused'));
    connection.open();
    await settle();
    const delays: number[] = [];
    for (let turn = 0; turn < 6; turn++) {
      const last = states.at(-1);
      expect(last?.kind).toBe('waiting');
      const delay = last?.kind === 'waiting' ? last.retryAt - Date.now() : -1;
      delays.push(delay);
      await settle(delay);
    }
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16000, 30000]);
  });

  it('starts over only after a stream that was good for 5 s', async () => {
    await settle();
    server.end();
    await settle(1000);
    server.end();
    await settle();
    expect(states.at(-1)).toEqual({ kind: 'waiting', retryAt: Date.now() + 2000 });
    await settle(2000);
    await settle(6000);
    server.end();
    await settle();
    expect(states.at(-1)).toEqual({ kind: 'waiting', retryAt: Date.now() + 1000 });
  });

  it('opens again at once when nothing came for 40 s, heartbeats count', async () => {
    await settle(30_000);
    server.write(': still here\n\n');
    await settle(30_000);
    expect(server.requests).toHaveLength(1);
    await settle(12_000);
    expect(server.requests).toHaveLength(2);
    expect(kinds()).toEqual(['connecting', 'live', 'connecting', 'live']);
  });

  it('does not knock again after a refusal', async () => {
    server.answer = () => Promise.resolve(new Response('', { status: 403 }));
    connection.open();
    await settle(120_000);
    expect(states.at(-1)).toEqual({ kind: 'refused', status: 403 });
    expect(server.requests).toHaveLength(2);
  });

  it('stays closed while paused', async () => {
    await settle();
    connection.pause();
    await settle(120_000);
    expect(server.requests).toHaveLength(1);
    expect(kinds().at(-1)).toBe('paused');
  });
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { addressOf, LogReader } from './log-reader.svelte';

const choice = { job: '41', attempt: null, rank: null };
let asked: { url: string; headers: Record<string, string> }[];
let send: (text: string) => void;
let end: () => void;

const fetch = (url: string, init: RequestInit): Promise<Response> => {
  asked.push({ url, headers: init.headers as Record<string, string> });
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      send = (text) => {
        stream.enqueue(new TextEncoder().encode(text));
      };
      end = () => {
        stream.close();
      };
    },
  });
  return Promise.resolve(new Response(body));
};

const event = (type: string, data: object, id?: string) =>
  `event: ${type}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
});

afterEach(() => {
  vi.useRealTimers();
});

it('goes on after the last place when the stream is lost', async () => {
  const log = new LogReader(choice, fetch);
  const stop = log.start();
  await vi.advanceTimersByTimeAsync(0);
  send(event('lines', { text: 'one\n' }, '1:4'));
  await vi.advanceTimersByTimeAsync(0);
  end();
  await vi.advanceTimersByTimeAsync(2_000);
  send(event('lines', { text: 'two\n' }, '1:8'));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked[1]?.headers['last-event-id']).toBe('1:4');
  expect([log.lines.line(1), log.lines.line(2)]).toEqual(['one', 'two']);
  stop();
});

it('is not opened again once it has ended', async () => {
  const log = new LogReader(choice, fetch);
  log.start();
  await vi.advanceTimersByTimeAsync(0);
  send(event('end', { sentence: 'The job was cancelled.' }));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(log.ended).toBe(true);
  expect(log.note).toBe('The job was cancelled.');
  expect(asked).toHaveLength(1);
});

it('says that there is none, and asks no more', async () => {
  const none = vi.fn(() => Promise.resolve(new Response('', { status: 404 })));
  const log = new LogReader(choice, none);
  log.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(log.state).toEqual({ kind: 'refused', status: 404 });
  expect(none).toHaveBeenCalledTimes(1);
});

it('names attempt and node in its address', () => {
  expect(addressOf({ job: 'c-1', attempt: 2, rank: 0 }, { download: 'true' })).toBe(
    '/api/jobs/c-1/logs?download=true&attempt=2&rank=0',
  );
});

it('searches on until it has looked at all lines', async () => {
  const log = new LogReader(choice, fetch);
  const stop = log.start();
  await vi.advanceTimersByTimeAsync(0);
  send(event('lines', { text: 'line\n'.repeat(50_000) }, '1:250000'));
  await vi.advanceTimersByTimeAsync(0);
  log.search('line', false);
  expect([log.known.looking, log.known.hits.length]).toEqual([true, 20_000]);
  await vi.advanceTimersByTimeAsync(100);
  expect([log.known.looking, log.known.hits.length]).toEqual([false, 50_000]);
  stop();
});

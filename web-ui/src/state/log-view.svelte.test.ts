import { describe, expect, it } from 'vitest';
import { LogReader } from './log-reader.svelte';
import { LogView } from './log-view.svelte';

function viewOf(text: string): { view: LogView; read: (string | number | null)[][] } {
  const read: (string | number | null)[][] = [];
  const view = new LogView('41', (job, attempt, rank) => {
    read.push([job, attempt, rank]);
    const reader = new LogReader({ job, attempt, rank }, () => Promise.reject(new Error('not asked')));
    if (text !== '') reader.lines.append(text);
    reader.search('', false);
    return reader;
  });
  return { view, read };
}

it('goes round and round from hit to hit, and follows no more', () => {
  const { view } = viewOf('a\nb\na\n');
  view.search('a', false);
  const seen = [view.at];
  view.step(1);
  seen.push(view.at);
  view.step(1);
  seen.push(view.at);
  view.step(-1);
  expect([...seen, view.at]).toEqual([1, 3, 1, 3]);
  expect(view.follow).toBe(false);
});

it('has no hit without a search, and none to step to', () => {
  const { view } = viewOf('a\n');
  view.step(1);
  expect([view.hits, view.at, view.follow]).toEqual([0, null, true]);
});

it('searches for the lines that do not hold a text', () => {
  const { view } = viewOf('a\nb\n');
  view.search('a', true);
  expect(view.at).toBe(2);
});

it('keeps what is searched for in another attempt', () => {
  const { view, read } = viewOf('a\nb\n');
  view.search('b', false);
  view.choose(2, 1);
  expect(read).toEqual([
    ['41', null, null],
    ['41', 2, 1],
  ]);
  expect(view.at).toBe(2);
});

it('shows all lines again once nothing is searched for', () => {
  const { view } = viewOf('a\n');
  view.search('a', false);
  view.onlyHits = true;
  view.search('', false);
  expect(view.onlyHits).toBe(false);
});

it('links to the hit that is looked at, else to the first line in view', () => {
  const { view } = viewOf('a\nb\nc\n');
  view.top = 2;
  expect(view.linkTo(null, false)).toBe('2');
  view.search('c', false);
  expect(view.linkTo('1', true)).toBe('1-3');
});

describe('a log without lines says why', () => {
  it('when nothing came yet, or ever', () => {
    const { view } = viewOf('');
    view.reader.state = { kind: 'live' };
    expect([view.emptiness, view.status]).toEqual(['No line yet: they come by themselves.', 'Live']);
    view.reader.ended = true;
    expect([view.emptiness, view.status]).toEqual(['It wrote nothing.', 'The log has ended.']);
  });

  it('when the server has none', () => {
    const { view } = viewOf('');
    view.reader.state = { kind: 'refused', status: 404 };
    expect(view.emptiness).toBe('There is no log of it.');
    view.choose(1, null);
    view.reader.state = { kind: 'refused', status: 404 };
    expect(view.emptiness).toBe('The log of attempt 1 was not kept.');
    view.reader.state = { kind: 'refused', status: 422 };
    expect(view.emptiness).toBe('The server refused it (422).');
  });

  it('when only hits are shown and there are none', () => {
    const { view } = viewOf('a\n');
    view.search('b', false);
    expect(view.emptiness).toBeNull();
    view.onlyHits = true;
    expect(view.emptiness).toBe('No line holds “b”.');
    view.search('a', true);
    expect(view.emptiness).toBe('No line is without “a”.');
  });
});

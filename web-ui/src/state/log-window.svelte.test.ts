import { expect, it } from 'vitest';
import { LogReader } from './log-reader.svelte';
import { LogView } from './log-view.svelte';
import { LogWindow, ROW } from './log-window.svelte';

function windowOf(lines: readonly string[], logWrap: boolean): { frame: LogWindow; view: LogView } {
  const view = new LogView('41', (job, attempt, rank) => {
    const reader = new LogReader({ job, attempt, rank }, () => Promise.reject(new Error('not asked')));
    reader.lines.append(lines.join('\n'));
    reader.search('', false);
    return reader;
  });
  const frame = new LogWindow(view, { logWrap, logTimes: true }, false);
  frame.height = 10 * ROW;
  // Ten characters a row beside the number and the edge.
  frame.character = 100;
  frame.width = 1_088;
  return { frame, view };
}

const numbered = (count: number, more = '') => Array.from({ length: count }, (_, at) => `line ${at + 1}${more}`);

it('draws only what is in view and some lines beyond, of however many', () => {
  const { frame } = windowOf(numbered(200_000), false);
  frame.moved(100_000 * ROW);
  expect(frame.laid.height).toBe(200_000 * ROW);
  expect([frame.drawn[0]?.number, frame.drawn.length]).toEqual([99_981, 51]);
});

it('counts the rows of wrapped lines', () => {
  const { frame } = windowOf(['a'.repeat(25), 'b'], true);
  expect([frame.columns, frame.laid.height]).toEqual([10, 4 * ROW]);
  expect(frame.drawn.map(({ top }) => top)).toEqual([0, 3 * ROW]);
});

it('keeps the line that one reads in its place when lines above it turn out to be higher', () => {
  const { frame, view } = windowOf(numbered(100), true);
  view.follow = false;
  frame.moved(50 * ROW + 5);
  const first = frame.layout.index(frame.drawn[0]?.number ?? 0);
  frame.measured(frame.drawn.map((_, at) => (at < 3 ? 2 * ROW : ROW)));
  expect(first).toBe(30);
  expect(frame.place()).toBe(53 * ROW + 5);
});

it('keeps it too when lines are wrapped, and when only hits are shown', () => {
  const { frame, view } = windowOf(numbered(100, ' and more'), false);
  view.follow = false;
  frame.moved(59 * ROW);
  view.search('0', false);
  view.onlyHits = true;
  // 10, 20, 30, 40 and 50 are above it.
  expect(frame.place()).toBe(5 * ROW);
});

it('leaves the end when somebody scrolls up, and tells how many lines came since', () => {
  const { frame, view } = windowOf(numbered(100), false);
  frame.moved(frame.place() - frame.height);
  expect(view.follow).toBe(true);
  frame.moved(50 * ROW);
  view.reader.lines.append('one\ntwo\n');
  view.reader.search('', false);
  expect([view.follow, frame.fresh, view.top]).toEqual([false, 2, 51]);
});

it('tells nobody of new lines who never was at the end', () => {
  const { frame, view } = windowOf(numbered(100), false);
  view.follow = false;
  expect(frame.fresh).toBe(0);
});

it('has narrower columns beside the text of a narrow log', () => {
  const { frame } = windowOf(['a'.repeat(25)], true);
  frame.character = 10;
  frame.width = 356;
  expect([frame.narrow, frame.columns]).toEqual([true, 30]);
});

it('scrolls to a line that is asked for only when it is out of view', () => {
  const { frame } = windowOf(numbered(100), false);
  expect([frame.placeOf(3), frame.placeOf(51), frame.placeOf(101)]).toEqual([null, 50 * ROW - frame.height / 3, null]);
});

import type { Span } from './attempts';

/** A gap longer than this part of the whole is folded. */
const LONG_GAP = 0.1;
/** What part of the width a folded gap keeps. */
const FOLDED = 0.04;
/** What part of the width is kept free after now, for what comes next. */
const AHEAD = 0.06;
const MOST_TICKS = 8;
/** Labels nearer to each other than this part of the width would overlap. */
const LEAST_DISTANCE = 0.055;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 91, 364].map((days) => days * DAY),
];

/** Time on a line from left to right, without the long stretches in which nothing was. */
export interface Timeline {
  /** The stretches that are folded, in order. */
  readonly folds: readonly Span[];
  /** Where a moment is, 0 to 1 of the width. */
  readonly place: (moment: number) => number;
  /** Those of the folded stretches that have room for their length. */
  readonly labelled: readonly Span[];
  /** Moments to label, in order: round ones, none where it would hide another label. */
  readonly ticks: readonly number[];
}

/**
 * A line that holds all spans and now.
 *
 * @param spans the first first; they may overlap
 * @param ahead whether something comes after now
 * @param offset what local time is ahead of UTC, in milliseconds, so that ticks are round where people are
 */
export function timelineOf(spans: readonly Span[], now: number, ahead: boolean, offset = 0): Timeline {
  const begin = Math.min(now, ...spans.map(({ from }) => from));
  const end = Math.max(now, ...spans.map(({ to }) => to));
  const folds = gapsOf(spans, begin, end).filter(({ from, to }) => to - from > (end - begin) * LONG_GAP);
  const drawn = end - begin - folds.reduce((sum, { from, to }) => sum + to - from, 0);
  const width = 1 - (ahead ? AHEAD : 0) - folds.length * FOLDED;

  function place(moment: number): number {
    const at = Math.min(end, Math.max(begin, moment));
    const skipped = folds.map(({ from, to }) => Math.min(1, Math.max(0, (at - from) / (to - from))));
    const folded = folds.reduce((sum, { from, to }) => sum + Math.min(Math.max(0, at - from), to - from), 0);
    const open = drawn === 0 ? width : ((at - begin - folded) / drawn) * width;
    return open + skipped.reduce((sum, part) => sum + part * FOLDED, 0);
  }

  const middle = ({ from, to }: Span) => (place(from) + place(to)) / 2;
  const labelled = folds.filter((fold) => Math.abs(middle(fold) - place(now)) >= LEAST_DISTANCE);
  const taken = [place(now), ...labelled.map(middle)];
  const ticks: number[] = [];
  for (const tick of roundMoments(gapsOf(folds, begin, end), drawn, offset)) {
    const at = place(tick);
    if (at < 1 - LEAST_DISTANCE / 2 && taken.every((other) => Math.abs(other - at) >= LEAST_DISTANCE)) {
      taken.push(at);
      ticks.push(tick);
    }
  }
  return { folds, labelled, place, ticks };
}

/** The stretches from begin to end that no span covers. */
function gapsOf(spans: readonly Span[], begin: number, end: number): readonly Span[] {
  const gaps: Span[] = [];
  let covered = begin;
  for (const { from, to } of [...spans].sort((one, other) => one.from - other.from)) {
    if (from > covered) {
      gaps.push({ from: covered, to: from });
    }
    covered = Math.max(covered, to);
  }
  return covered < end ? [...gaps, { from: covered, to: end }] : gaps;
}

/** Round moments in the stretches, as near to each other as leaves few enough of them. */
function roundMoments(stretches: readonly Span[], drawn: number, offset: number): readonly number[] {
  const step = STEPS.find((size) => drawn / size <= MOST_TICKS);
  if (step === undefined || drawn === 0) {
    return [];
  }
  return stretches.flatMap(({ from, to }) => {
    const first = Math.ceil((from + offset) / step);
    const last = Math.floor((to + offset) / step);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => (first + at) * step - offset);
  });
}

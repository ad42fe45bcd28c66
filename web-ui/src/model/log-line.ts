import { segmentsOf } from './ansi';

/** What a line of a log is made of. */
export interface LineParts {
  /** The node that wrote it, where SkyPilot says so: it does where there are several. */
  readonly rank: number | null;
  /** The time that the line begins with, as it is written, with the date if there is one; SkyPilot adds none. */
  readonly time: string | null;
  /** The line without what has a column of its own, colours and all. */
  readonly text: string;
}

/** A piece of a line in one look; `found` is what was searched for. */
export interface MarkedSegment {
  readonly text: string;
  readonly look: string;
  readonly found: boolean;
}

const COLOURS = '(?:\\x1b\\[[0-9;:]*m)*';
/** As in "(head, rank=0, pid=7)", "(setup rank=1)" or, in colour, "(train)"; the server filters ranks by the same. */
const PREFIX = new RegExp(
  `^(?:${COLOURS}\\((?:(?:[^()]*[ ,])?rank=(\\d{1,9})[^()]*|[^()]*pid=\\d+)\\)${COLOURS}|\\x1b\\[[0-9;]*m\\([^()]*\\)\\x1b\\[0?m) ?`,
);
const STAMP = new RegExp(
  `^${COLOURS}\\[?((?:\\d{4}[-/]\\d\\d[-/]\\d\\d[T ])?\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?)(?![\\d:])\\]?${COLOURS} ?`,
);
/** The clock's part of a stamp. */
const CLOCK = /\d\d:\d\d:\d\d/;
const ERROR =
  /\b(?:ERROR|FATAL|CRITICAL|PANIC)\b|\b(?:error|fatal|panic):|Traceback \(most recent call last\)|\b\w*(?:Error|Exception):/;

/**
 * Takes a line apart.
 *
 * @param times whether its time is taken out of its text
 * @param ranks whether its node is
 */
export function partsOf(line: string, times: boolean, ranks: boolean): LineParts {
  const prefix = PREFIX.exec(line);
  const rank = prefix?.[1];
  const rest = line.slice(prefix?.[0].length ?? 0);
  const stamp = STAMP.exec(rest);
  return {
    rank: rank === undefined ? null : Number(rank),
    time: stamp?.[1] ?? null,
    text:
      // A prefix that says no rank stays where it is: its text is nowhere else on the page.
      (ranks && rank !== undefined ? '' : (prefix?.[0] ?? '')) +
      (times && stamp !== null ? rest.slice(stamp[0].length) : rest),
  };
}

/** Hours, minutes and seconds of a time that a line begins with. */
export function clockOf(time: string): string {
  return CLOCK.exec(time)?.[0] ?? time;
}

/** Whether a line, without its colours, tells of an error: a level, an exception's name, a trace. */
export function isError(plain: string): boolean {
  return ERROR.test(plain);
}

/** A line in pieces of one look, with each place of the text that is searched for; empty finds nothing. */
export function markedSegments(line: string, wanted: string): readonly MarkedSegment[] {
  const segments = segmentsOf(line);
  const places = wanted === '' ? [] : placesOf(segments.map(({ text }) => text).join(''), wanted);
  const marked: MarkedSegment[] = [];
  let at = 0;
  for (const { text, look } of segments) {
    const edges = places.flatMap((place) => [place, place + wanted.length]).filter((edge) => edge > at);
    let from = at;
    for (const edge of [...edges.filter((place) => place < at + text.length), at + text.length]) {
      const start = from;
      const found = places.some((place) => start >= place && start < place + wanted.length);
      marked.push({ text: text.slice(start - at, edge - at), look, found });
      from = edge;
    }
    at += text.length;
  }
  return marked.filter(({ text }) => text !== '');
}

function placesOf(text: string, wanted: string): readonly number[] {
  const places: number[] = [];
  const lower = text.toLowerCase();
  const sought = wanted.toLowerCase();
  for (let place = lower.indexOf(sought); place >= 0; place = lower.indexOf(sought, place + sought.length)) {
    places.push(place);
  }
  return places;
}

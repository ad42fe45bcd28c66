import type { FieldProblem } from './field-problem';
import { flagJson, numberFlag, readFlag } from './flag-value';
import { member, numberOrText } from './json-member';

/** An axis of the form, as typed. */
export interface AxisRow {
  readonly key: number;
  flag: string;
  /** Values between commas, or a range: "1e-4, 3e-4", "1..3", "0..1 by 0.25", "0..1 × 5", "log 1e-4..1e-3 × 3". */
  values: string;
}

/** How the axes of a sweep go together: each value with each, all forward together, or values drawn at random. */
export type Combine = 'grid' | 'zip' | 'random';

/** What is drawn at random, as typed. */
export interface Drawing {
  readonly draws: string;
  readonly seed: string;
}

type Reading =
  | { readonly kind: 'list'; readonly values: readonly string[] }
  | {
      readonly kind: 'range' | 'log';
      readonly from: string;
      readonly to: string;
      readonly by: string | null;
      readonly count: number | null;
    }
  | { readonly kind: 'wrong'; readonly message: string };

const NUMBER = '-?\\d[\\d_]*(?:\\.\\d+)?(?:[eE][-+]?\\d+)?[kKmMbB]?';
const RANGE = new RegExp(
  `^(log\\s+)?(${NUMBER})\\s*\\.\\.\\s*(${NUMBER})(?:\\s+by\\s+(${NUMBER}))?(?:\\s*[×x*]\\s*(\\d{1,9}))?$`,
  'i',
);
const MOST_VALUES = 1_000;

export function axisField(row: Pick<AxisRow, 'key'>): string {
  return `axis ${row.key}`;
}

/** Whether nothing was typed into it yet. */
export function isBlank(row: AxisRow): boolean {
  return row.flag.trim() === '' && row.values.trim() === '';
}

/** What kind of values it has, in a word. */
export function axisWord(row: AxisRow, combine: Combine): string {
  const { kind } = readAxis(row.values);
  if (combine === 'random') {
    return { list: 'choice', range: 'uniform', log: 'log uniform', wrong: '' }[kind];
  }
  return { list: 'list', range: 'range', log: 'log range', wrong: '' }[kind];
}

/** How many values it has; null when that cannot be said. Random ones are as many as are drawn. */
export function axisCount(row: AxisRow): number | null {
  const reading = readAxis(row.values);
  if (reading.kind === 'list') {
    return reading.values.length;
  }
  if (reading.kind === 'wrong' || reading.count !== null) {
    return reading.kind === 'wrong' ? null : reading.count;
  }
  if (reading.kind === 'log') {
    return null;
  }
  const [from, to] = [Number(plain(reading.from)), Number(plain(reading.to))];
  const step = Number(reading.by === null ? unitStep(reading) : plain(reading.by));
  const steps = Math.floor((to - from) / step + 1e-9);
  return Number.isFinite(steps) && steps >= 0 ? steps + 1 : null;
}

/** The axis as the contract has it; null when it is wrong, which is added to the problems. */
export function axisJson(row: AxisRow, combine: Combine, drawing: Drawing, problems: FieldProblem[]): string | null {
  const reading = readAxis(row.values);
  const refuse = (message: string) => {
    problems.push({ field: axisField(row), message });
    return null;
  };
  if (row.flag.trim() === '') {
    return refuse('Name the flag of this axis.');
  }
  if (reading.kind === 'wrong') {
    return refuse(reading.message);
  }
  const problem =
    reading.kind === 'list' ? null : combine === 'random' ? randomProblem(reading) : rangeProblem(reading);
  if (problem !== null) {
    return refuse(problem);
  }
  const flag = member('flag', JSON.stringify(row.flag.trim()));
  return combine === 'random' ? drawn(reading, flag, drawing) : stepped(reading, flag);
}

function readAxis(typed: string): Reading {
  const text = typed.trim();
  const [, log, from, to, by, count] = RANGE.exec(text) ?? [];
  if (from !== undefined && to !== undefined) {
    const kind = log === undefined ? 'range' : 'log';
    return { kind, from, to, by: by ?? null, count: count === undefined ? null : Number(count) };
  }
  if (/^log\s/i.test(text)) {
    return { kind: 'wrong', message: 'Write a log range as log 1e-4..1e-3 × 3.' };
  }
  const readings = text.split(',').map((value) => readFlag(value));
  return readings.every((reading) => reading.ok)
    ? { kind: 'list', values: readings.map(({ value }) => flagJson(value)) }
    : { kind: 'wrong', message: 'Write values between commas, such as 1e-4, 3e-4, or a range, such as 1..3.' };
}

type Values = Exclude<Reading, { readonly kind: 'wrong' }>;
type Ends = Extract<Reading, { readonly kind: 'range' | 'log' }>;

function rangeProblem({ kind, from, to, by, count }: Ends): string | null {
  const wrong = [from, to].find((end) => !Number.isFinite(Number(plain(end))));
  if (wrong !== undefined) {
    return `${wrong} is no number that a range can begin or end with.`;
  }
  if (kind === 'log') {
    return by !== null || count === null ? 'Say how many values it has, such as log 1e-4..1e-3 × 3.' : null;
  }
  if (by !== null && count !== null) {
    return 'Say either the step or how many values it has, not both.';
  }
  return count !== null && (count < 2 || count > MOST_VALUES)
    ? 'Between 2 and 1,000 values: both ends are among them.'
    : null;
}

function randomProblem({ by, count }: Ends): string | null {
  return by !== null || count !== null ? 'Write only the two ends: how many are drawn is said below.' : null;
}

function stepped(reading: Values, flag: string): string {
  if (reading.kind === 'list') {
    return `{${member('kind', '"list"')},${flag},${member('values', `[${reading.values.join(',')}]`)}}`;
  }
  const ends = `${member('from', numberOrText(reading.from))},${member('to', numberOrText(reading.to))}`;
  if (reading.kind === 'log') {
    return `{${member('kind', '"log_range"')},${flag},${ends},${member('count', String(reading.count))}}`;
  }
  if (reading.count !== null) {
    return `{${member('kind', '"list"')},${flag},${member('values', `[${even(reading, reading.count).join(',')}]`)}}`;
  }
  const step = reading.by === null ? unitStep(reading) : numberOrText(reading.by);
  return `{${member('kind', '"range"')},${flag},${ends},${member('step', step)}}`;
}

function drawn(reading: Values, flag: string, { draws, seed }: Drawing): string {
  const from =
    reading.kind === 'list'
      ? `${member('distribution', '"choice"')},${member('values', `[${reading.values.join(',')}]`)}`
      : `${member('distribution', reading.kind === 'log' ? '"log_uniform"' : '"uniform"')},` +
        `${member('from', numberOrText(reading.from))},${member('to', numberOrText(reading.to))}`;
  const many = `${member('count', numberOrText(draws))},${member('seed', numberOrText(seed))}`;
  return `{${member('kind', '"random"')},${flag},${from},${many}}`;
}

/** Numbers at equal distances, both ends exact; doubles are good for what lies between. */
function even(reading: Ends, count: number): readonly string[] {
  const [from, to] = [Number(plain(reading.from)), Number(plain(reading.to))];
  return Array.from({ length: count }, (_, at) => {
    if (at === 0 || at === count - 1) {
      return plain(at === 0 ? reading.from : reading.to);
    }
    return flagJson(numberFlag(String(Number((from + ((to - from) * at) / (count - 1)).toPrecision(12)))));
  });
}

function unitStep(reading: Ends): string {
  return Number(plain(reading.to)) < Number(plain(reading.from)) ? '-1' : '1';
}

/** A number without underscores and suffixes. */
function plain(typed: string): string {
  return numberOrText(typed);
}

import type { Experiment } from './experiment';
import type { FieldProblem } from './field-problem';
import { flagJson, flagText, readFlag, type FlagValue } from './flag-value';
import { member, numberOrText } from './json-member';
import { changedFlags, flagsBody } from './operations';

/** An axis of the form, as typed. */
export interface AxisRow {
  readonly key: number;
  flag: string;
  kind: 'list' | 'range' | 'log_range';
  /** Of a list: values between commas. */
  values: string;
  from: string;
  to: string;
  /** Of a range the step, of a log range the count. */
  by: string;
}

/** The form of a sweep, as typed. */
export interface SweepForm {
  name: string;
  /** Of the members; `${flag}` stands for the value of a flag. */
  memberName: string;
  axes: AxisRow[];
  maxParallel: string;
}

export type SweepRequest =
  { readonly ok: true; readonly body: string } | { readonly ok: false; readonly problems: readonly FieldProblem[] };

export function axisField(row: Pick<AxisRow, 'key'>): string {
  return `axis ${row.key}`;
}

/** The name of members that tells them apart by each axis. */
export function memberName(base: string, axes: readonly Pick<AxisRow, 'flag'>[]): string {
  const flags = axes.map((axis) => axis.flag.trim()).filter((flag) => flag !== '');
  return [base, ...flags.map((flag) => `\${${flag}}`)].join('.');
}

/** The request body as text, so that 1e-4 and 1.0 stay as they were typed. */
export function sweepRequest(form: SweepForm, base: Experiment): SweepRequest {
  const problems: FieldProblem[] = [];
  const axes = form.axes.flatMap((row) => {
    const json = axisJson(row, problems);
    return json === null ? [] : [json];
  });
  if (form.name.trim() === '') {
    problems.push({ field: 'name', message: 'Give the sweep a name.' });
  }
  if (axes.length === 0 && problems.length === 0) {
    problems.push({ field: '', message: 'Add an axis: a flag and its values.' });
  }
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  const swept = new Map<string, FlagValue | null>(form.axes.map((row) => [row.flag.trim(), null]));
  const flags = flagsBody(changedFlags(base.flags, swept)).slice(1, -1);
  const experiment = [
    member('name', JSON.stringify(form.memberName.trim())),
    member('base_command', JSON.stringify(base.base_command)),
    ...(['tool_path', 'git_branch', 'accelerator', 'task_template'] as const).flatMap((field) =>
      base[field] === null ? [] : [member(field, JSON.stringify(base[field]))],
    ),
    member('nodes', String(base.nodes)),
    member('gpus', String(base.gpus)),
    flags,
  ];
  const members = [
    member('name', JSON.stringify(form.name.trim())),
    member('experiment', `{${experiment.join(',')}}`),
    member('axes', `[${axes.join(',')}]`),
    ...(form.maxParallel.trim() === '' ? [] : [member('max_parallel', numberOrText(form.maxParallel))]),
  ];
  return { ok: true, body: `{${members.join(',')}}` };
}

function axisJson(row: AxisRow, problems: FieldProblem[]): string | null {
  const field = axisField(row);
  const flag = row.flag.trim();
  if (flag === '') {
    problems.push({ field, message: 'Name the flag of this axis.' });
    return null;
  }
  const head = [member('kind', JSON.stringify(row.kind)), member('flag', JSON.stringify(flag))];
  if (row.kind !== 'list') {
    const by = row.kind === 'range' ? 'step' : 'count';
    const numbers = [member('from', numberOrText(row.from)), member('to', numberOrText(row.to))];
    return `{${[...head, ...numbers, member(by, numberOrText(row.by))].join(',')}}`;
  }
  const readings = row.values.split(',').map((text) => readFlag(text));
  const wrong = readings.find((reading) => !reading.ok);
  if (wrong !== undefined) {
    problems.push({ field, message: 'Write values between commas, such as 1e-4, 3e-4.' });
    return null;
  }
  const values = readings.flatMap((reading) => (reading.ok ? [flagJson(reading.value)] : []));
  return `{${[...head, `"values":[${values.join(',')}]`].join(',')}}`;
}

/** A flag's value as one would begin to type an axis of it. */
export function axisStart(value: FlagValue | undefined): string {
  return value === undefined ? '' : flagText(value);
}

import { createRequest } from './create-request';
import type { DesiredState, Experiment } from './experiment';
import { formOf, type ExperimentForm } from './experiment-form';
import type { FieldProblem } from './field-problem';
import { member, numberOrText } from './json-member';
import { placedAtBounds } from './run-rules';
import { axisCount, axisField, axisJson, isBlank, type AxisRow, type Combine } from './sweep-axis';

/** The form of a sweep, as typed. */
export interface SweepForm {
  name: string;
  /** Of the members; `${flag}` stands for the value of a flag. Null while it follows the axes. */
  memberName: string | null;
  axes: AxisRow[];
  combine: Combine;
  draws: string;
  /** The same seed draws the same values. */
  seed: string;
  maxParallel: string;
  /** What all members have. */
  experiment: ExperimentForm;
}

export type SweepRequest =
  { readonly ok: true; readonly body: string } | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** The field of what is wrong with the name of members. */
export const MEMBER_NAME = 'member name';

/** A sweep from an experiment, with one empty axis. */
export function sweepForm(base: Experiment, seed: number): SweepForm {
  return {
    name: `${base.name} sweep`,
    memberName: null,
    axes: [{ key: 0, flag: '', values: '' }],
    combine: 'grid',
    draws: '10',
    seed: String(seed),
    maxParallel: '',
    experiment: formOf(base),
  };
}

/** The name of members: the one that is typed, else one that tells them apart by each axis. */
export function memberName(form: SweepForm): string {
  const flags = form.axes.map((axis) => axis.flag.trim()).filter((flag) => flag !== '');
  return form.memberName ?? [form.experiment.name, ...flags.map((flag) => `\${${flag}}`)].join('.');
}

/** How the number of members comes about: "5 × 2 × 3 = 30"; empty while an axis does not say how many values it has. */
export function countWords(form: SweepForm): string {
  const axes = form.axes.filter((row) => !isBlank(row));
  if (form.combine === 'random') {
    return axes.length === 0 ? '' : `${form.draws} draws`;
  }
  const counts = axes.flatMap((row) => axisCount(row) ?? []);
  if (counts.length < axes.length || counts.length < 2) {
    return '';
  }
  return form.combine === 'grid'
    ? `${counts.join(' × ')} = ${counts.reduce((product, count) => product * count, 1).toLocaleString('en')}`
    : new Set(counts).size === 1
      ? `${counts[0] ?? 0} together`
      : `${counts.join(' and ')} do not go together`;
}

/** The request body as text, so that 1e-4 and 1.0 stay as they were typed; null while there is no axis. */
export function sweepRequest(form: SweepForm, desired: DesiredState): SweepRequest | null {
  const rows = form.axes.filter((row) => !isBlank(row));
  if (rows.length === 0) {
    return null;
  }
  const problems: FieldProblem[] =
    form.name.trim() === '' ? [{ field: 'name', message: 'Give the sweep a name.' }] : [];
  const axes = rows.flatMap((row) => axisJson(row, form.combine, form, problems) ?? []);
  const swept = new Set(rows.map((row) => row.flag.trim()));
  const experiment = createRequest({
    ...form.experiment,
    name: memberName(form),
    // The server gives members of a sweep none.
    priority: '',
    flags: form.experiment.flags.filter((row) => !swept.has(row.name.trim())),
  });
  if (!experiment.ok || problems.length > 0) {
    return { ok: false, problems: [...problems, ...(experiment.ok ? [] : experiment.problems)] };
  }
  const members = [
    member('name', JSON.stringify(form.name.trim())),
    member('experiment', wanted(experiment.body, desired)),
    member('axes', `[${together(axes, form.combine)}]`),
    ...(form.maxParallel.trim() === '' ? [] : [member('max_parallel', numberOrText(form.maxParallel))]),
  ];
  return { ok: true, body: `{${members.join(',')}}` };
}

/** Gives what the server said of the request to the fields that it was made from. */
export function placedProblems(problems: readonly FieldProblem[], form: SweepForm): readonly FieldProblem[] {
  const rows = form.axes.filter((row) => !isBlank(row));
  const placed = problems.map(({ field, message }) => {
    const zipped = form.combine !== 'grid' && rows.length > 1;
    const [, index] = (zipped ? /^axes\.0\.axes\.(\d+)/ : /^axes\.(\d+)/).exec(field) ?? [];
    const row = index === undefined ? undefined : rows[Number(index)];
    if (row !== undefined) {
      // What is said of the draws is said once for each axis; their fields are below the axes.
      const shared = form.combine === 'random' ? /\.(count|seed)$/.exec(field)?.[1] : undefined;
      return { field: shared === undefined ? axisField(row) : shared === 'count' ? 'draws' : 'seed', message };
    }
    return { field: field === 'experiment.name' ? MEMBER_NAME : field.replace(/^experiment\./, ''), message };
  });
  return placedAtBounds(placed, form.experiment.rules.bounds);
}

/** Axes that go forward together are one axis; a single one needs no other to go with. */
function together(axes: readonly string[], combine: Combine): string {
  return combine === 'grid' || axes.length < 2
    ? axes.join(',')
    : `{${member('kind', '"zip"')},${member('axes', `[${axes.join(',')}]`)}}`;
}

/** The body of a member that wants something else than what it does without a word. */
function wanted(body: string, desired: DesiredState): string {
  return desired === 'STOPPED' ? body : `${body.slice(0, -1)},${member('desired_state', JSON.stringify(desired))}}`;
}

import type { Experiment } from './experiment';
import type { FieldProblem } from './field-problem';
import { member, numberOrText } from './json-member';

export type RestartPolicy = Experiment['restart_policy'];
export type StopRules = NonNullable<Experiment['stop_rules']>;
export type Rules = Pick<Experiment, 'restart_policy' | 'max_retries' | 'infra_retries' | 'stop_rules'>;

/** A bound of a metric in the form, as typed. */
export interface BoundRow {
  readonly key: number;
  name: string;
  side: 'at_least' | 'at_most';
  typed: string;
}

/** What becomes of an experiment's runs, as typed; an empty text is no rule. */
export interface RulesForm {
  restart: RestartPolicy;
  maxRetries: string;
  infraRetries: string;
  epoch: string;
  hours: string;
  gpuHours: string;
  bounds: BoundRow[];
}

/** The form's single fields, as the contract calls them. */
export const RULE_FIELDS = [
  'restart_policy',
  'max_retries',
  'infra_retries',
  'stop_rules.epoch',
  'stop_rules.hours',
  'stop_rules.gpu_hours',
] as const;

/** As the contract has it for an experiment that says nothing. */
export function noRules(): RulesForm {
  return { restart: 'never', maxRetries: '3', infraRetries: '3', epoch: '', hours: '', gpuHours: '', bounds: [] };
}

/** The form of the rules that an experiment has. */
export function rulesFormOf(rules: Rules): RulesForm {
  const stop = rules.stop_rules;
  return {
    restart: rules.restart_policy,
    maxRetries: String(rules.max_retries),
    infraRetries: String(rules.infra_retries),
    epoch: typed(stop?.epoch),
    hours: typed(stop?.hours),
    gpuHours: typed(stop?.gpu_hours),
    bounds: (stop?.metrics ?? []).map(({ name, at_least: least, at_most: most }, key) =>
      least === undefined
        ? { key, name, side: 'at_most', typed: typed(most) }
        : { key, name, side: 'at_least', typed: typed(least) },
    ),
  };
}

/** The members of a request body. By an edit an empty form takes rules away, and no number of retries is a problem. */
export function ruleMembers(form: RulesForm, edits: boolean): readonly string[] {
  const members = [member('restart_policy', JSON.stringify(form.restart))];
  for (const [field, text] of [
    ['max_retries', form.maxRetries],
    ['infra_retries', form.infraRetries],
  ] as const) {
    if (text.trim() !== '' || edits) {
      members.push(member(field, numberOrText(text)));
    }
  }
  const stop = stopMembers(form);
  if (stop.length > 0 || edits) {
    members.push(member('stop_rules', stop.length > 0 ? `{${stop.join(',')}}` : 'null'));
  }
  return members;
}

/** The field of a row's problems. The server counts the rows it was sent, so its own fields end with an edit of the rows. */
export function boundField(row: Pick<BoundRow, 'key'>): string {
  return `bound ${row.key}`;
}

/** Gives what the server said of the bounds it was sent to the rows that they were. */
export function placedAtBounds(
  problems: readonly FieldProblem[],
  bounds: readonly BoundRow[],
): readonly FieldProblem[] {
  const sent = bounds.filter(isFilled);
  return problems.map((problem) => {
    const row = sent[Number(/^stop_rules\.metrics\.(\d+)/.exec(problem.field)?.[1] ?? NaN)];
    return row === undefined ? problem : { field: boundField(row), message: problem.message };
  });
}

/** Which ended jobs are followed by another, in a sentence. */
export function restartWords(rules: Rules): string {
  const times = inARow(rules.max_retries);
  switch (rules.restart_policy) {
    case 'never':
      return 'It is not launched again when its job ends.';
    case 'on-failure':
      return rules.max_retries === 0
        ? 'It is not launched again: it has no retries.'
        : `When its job fails, it is launched again, ${times}.`;
    case 'always':
      return rules.max_retries === 0
        ? 'When its job succeeds, it is launched again; not when it fails.'
        : `When its job ends, it is launched again; after failures ${times}.`;
  }
}

/** What follows a failure that is not the job's own, in a sentence. */
export function infraWords(rules: Rules): string {
  return rules.infra_retries === 0
    ? 'Not when the infrastructure fails.'
    : `When the infrastructure fails, ${inARow(rules.infra_retries)}.`;
}

/** What stops a run, each rule in a few words: "epoch 500", "200 GPU-hours", "loss ≥ 20". */
export function stopWords(stop: StopRules | null): readonly string[] {
  const words: string[] = [];
  if (typeof stop?.epoch === 'number') {
    words.push(`epoch ${stop.epoch}`);
  }
  if (typeof stop?.hours === 'number') {
    words.push(stop.hours === 1 ? '1 hour' : `${stop.hours} hours`);
  }
  if (typeof stop?.gpu_hours === 'number') {
    words.push(stop.gpu_hours === 1 ? '1 GPU-hour' : `${stop.gpu_hours} GPU-hours`);
  }
  for (const { name, at_least: least, at_most: most } of stop?.metrics ?? []) {
    words.push(least === undefined ? `${name} ≤ ${typed(most)}` : `${name} ≥ ${least}`);
  }
  return words;
}

/** Why a rule stopped it, unless a condition says so already. */
export function untoldStop(experiment: Pick<Experiment, 'stop_reason' | 'conditions'>): string | null {
  const told = experiment.conditions.some((condition) => condition.type === 'StopRule');
  return told ? null : experiment.stop_reason;
}

function stopMembers(form: RulesForm): string[] {
  const members: string[] = [];
  for (const [field, text] of [
    ['epoch', form.epoch],
    ['hours', form.hours],
    ['gpu_hours', form.gpuHours],
  ] as const) {
    if (text.trim() !== '') {
      members.push(member(field, numberOrText(text)));
    }
  }
  const bounds = form.bounds
    .filter(isFilled)
    .map((row) => `{${member('name', JSON.stringify(row.name.trim()))},${member(row.side, numberOrText(row.typed))}}`);
  return bounds.length === 0 ? members : [...members, member('metrics', `[${bounds.join(',')}]`)];
}

function isFilled(row: BoundRow): boolean {
  return row.name.trim() !== '' || row.typed.trim() !== '';
}

function inARow(times: number): string {
  return times === 1 ? 'once' : `up to ${times} times in a row`;
}

function typed(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

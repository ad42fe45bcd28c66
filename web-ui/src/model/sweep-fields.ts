import { SPEC_FIELDS } from './experiment-form';
import type { FieldProblem } from './field-problem';
import { boundField, RULE_FIELDS } from './run-rules';
import { MEMBER_NAME, type SweepForm } from './sweep';
import { axisField } from './sweep-axis';

/** What is wrong with no field on screen, a sentence each: nothing that the server says is dropped. */
export function elsewhere(problems: readonly FieldProblem[], form: SweepForm): readonly string[] {
  const shown = new Set<string>([
    'name',
    MEMBER_NAME,
    'max_parallel',
    ...(form.combine === 'random' ? ['draws', 'seed'] : []),
    ...SPEC_FIELDS,
    ...RULE_FIELDS,
    ...form.axes.map(axisField),
    ...form.experiment.flags.map((row) => `flags.${row.name.trim()}`),
    ...form.experiment.rules.bounds.map(boundField),
  ]);
  const plain = (field: string) => field === '' || field.startsWith('axes');
  return problems
    .filter(({ field }) => !shown.has(field))
    .map(({ field, message }) => (plain(field) ? message : `${field}: ${message}`));
}

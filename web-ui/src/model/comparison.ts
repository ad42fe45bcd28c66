import type { components } from '../api/schema';
import { flagText } from './flag-value';

export type Comparison = components['schemas']['ComparisonAnswer'];
type Value = Comparison['differences'][number]['values'][number];

/** The most that can be compared. */
export const MOST_COMPARED = 8;

/** A field in which they differ, a text for each; null where one has none. */
export interface ComparedRow {
  readonly field: string;
  readonly texts: readonly (string | null)[];
  /** How many times the base's number, "×3"; null where that says nothing. */
  readonly ratios: readonly (string | null)[];
}

/** The differences as rows, each beside the base. Flags stand last, by name. */
export function comparedRows(comparison: Comparison, base: number): readonly ComparedRow[] {
  const at = Math.max(
    0,
    comparison.experiments.findIndex(({ id }) => id === base),
  );
  return comparison.differences
    .map(({ field, values }) => ({
      field: field.replace(/^flags\./, ''),
      flag: field.startsWith('flags.'),
      texts: values.map(textOf),
      ratios: values.map((value, index) => (index === at ? null : ratio(values[at] ?? null, value))),
    }))
    .sort((one, other) => Number(one.flag) - Number(other.flag) || (one.field < other.field ? -1 : 1));
}

/** Tab-separated, for a spreadsheet. */
export function asTable(comparison: Comparison, rows: readonly ComparedRow[]): string {
  const head = ['', ...comparison.experiments.map(({ name }) => name)].join('\t');
  return [head, ...rows.map(({ field, texts }) => [field, ...texts.map((text) => text ?? '')].join('\t'))].join('\n');
}

function textOf(value: Value): string | null {
  return value === null ? null : Array.isArray(value) ? value.join(', ') : flagText(value);
}

const RATIO = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

function ratio(base: Value, value: Value): string | null {
  const [one, other] = [base, value].map((number) => (typeof number === 'number' ? number : NaN));
  const times = (other ?? NaN) / (one ?? NaN);
  return Number.isFinite(times) && times > 0 && times !== 1 ? `×${RATIO.format(times)}` : null;
}

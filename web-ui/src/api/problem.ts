import { fieldOf, type FieldProblem } from '../model/field-problem';

/** A refused or failed request, with a sentence for a person. */
export class Problem extends Error {
  constructor(
    /** The HTTP status; 0 when no answer came. */
    readonly status: number,
    message: string,
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(message);
    this.name = 'Problem';
  }
}

/** The problem that an answer tells of. */
export function problemOf(status: number, body: unknown): Problem {
  const detail: unknown = isRecord(body) ? body['detail'] : undefined;
  if (typeof detail === 'string') {
    const errors: unknown = isRecord(body) ? body['errors'] : undefined;
    return new Problem(status, detail, Array.isArray(errors) ? errors.filter(isRecord).map(wrongField) : []);
  }
  if (Array.isArray(detail)) {
    const fields = detail.filter(isRecord).map(fieldProblem);
    const first = fields[0];
    const message = first === undefined ? `HTTP ${status}` : sentence(first);
    return new Problem(status, fields.length > 1 ? `${message} (and ${fields.length - 1} more)` : message, fields);
  }
  return new Problem(status, `The server answered ${status} without saying why.`);
}

/** What an answer says may be a mistake, though it was done. */
export function warningsOf(body: unknown): readonly FieldProblem[] {
  const warnings: unknown = isRecord(body) ? body['warnings'] : undefined;
  return Array.isArray(warnings) ? warnings.filter(isRecord).map(wrongField) : [];
}

/** What went wrong, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fieldProblem(entry: Readonly<Record<string, unknown>>): FieldProblem {
  const location = Array.isArray(entry['loc']) ? entry['loc'].filter(isStep) : [];
  return { field: fieldOf(location), message: typeof entry['msg'] === 'string' ? entry['msg'] : 'Wrong value' };
}

/** A wrong field of problem details or a warning: its place is one text, "body.stop_rules.hours" or "flags.lr". */
function wrongField(entry: Readonly<Record<string, unknown>>): FieldProblem {
  const place = typeof entry['field'] === 'string' ? entry['field'] : '';
  const message = typeof entry['message'] === 'string' ? entry['message'] : 'Wrong value';
  return { field: place.replace(/^(?:body|query|path|header)(?:\.|$)/, ''), message };
}

function sentence(problem: FieldProblem): string {
  return problem.field === '' ? problem.message : `${problem.field}: ${problem.message}`;
}

function isStep(step: unknown): step is string | number {
  return typeof step === 'string' || typeof step === 'number';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

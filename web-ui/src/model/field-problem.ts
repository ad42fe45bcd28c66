/** A problem and the field it belongs to; an empty field is the form itself. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What is wrong with a field, or null. */
export function problemAt(problems: readonly FieldProblem[], field: string): string | null {
  return problems.find((problem) => problem.field === field)?.message ?? null;
}

/**
 * The field of the form that a server's location belongs to: body/nodes is "nodes", body/stop_rules/hours is
 * "stop_rules.hours", body/flags/lr is "flags.lr". What is said of a part of a flag's value belongs to the flag.
 */
export function fieldOf(location: readonly (string | number)[]): string {
  const path = location.slice(1);
  return (path[0] === 'flags' ? path.slice(0, 2) : path).join('.');
}

import { flagJson, readFlag } from './flag-value';

/** A flag row of the form, as typed. */
export interface FlagRow {
  readonly key: number;
  name: string;
  typed: string;
}

/** The form of a new experiment, as typed. */
export interface CreateForm {
  name: string;
  command: string;
  toolPath: string;
  gitBranch: string;
  nodes: string;
  gpus: string;
  cluster: string;
  stopCluster: boolean;
  flags: FlagRow[];
}

/** A problem and the field it belongs to; an empty field is the form itself. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export type CreateRequest =
  { readonly ok: true; readonly body: string } | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/**
 * The request body as text. It is written by hand because JSON.stringify knows doubles only: 1e-4, 1.0 and
 * 12345678901234567890 would arrive as something else than what was typed.
 */
export function createRequest(form: CreateForm): CreateRequest {
  return request(form, false);
}

/** The same form as an edit of what was made from it: an empty text clears. */
export function editRequest(form: CreateForm): CreateRequest {
  return request(form, true);
}

function request(form: CreateForm, clears: boolean): CreateRequest {
  const problems: FieldProblem[] = [];
  const flags = flagMembers(form.flags, problems);
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  const members = [member('name', JSON.stringify(form.name.trim()))];
  const cluster = form.cluster.trim();
  for (const [field, text] of [
    ['base_command', form.command],
    ['tool_path', form.toolPath],
    ['git_branch', form.gitBranch],
    ['cluster', cluster],
  ] as const) {
    if (text.trim() !== '' || (clears && field !== 'base_command')) {
      members.push(member(field, JSON.stringify(text.trim())));
    }
  }
  for (const [field, text] of [
    ['nodes', form.nodes],
    ['gpus', form.gpus],
  ] as const) {
    if (text.trim() !== '') {
      members.push(member(field, numberOrText(text)));
    }
  }
  if (cluster !== '') {
    members.push(member('stop_cluster', String(form.stopCluster)));
  }
  members.push(member('flags', `{${flags.join(',')}}`));
  return { ok: true, body: `{${members.join(',')}}` };
}

/**
 * The field of the form that a server's location belongs to: body/nodes is "nodes", body/stop_rules/hours is
 * "stop_rules.hours", body/flags/lr is "flags.lr". What is said of a part of a flag's value belongs to the flag.
 */
export function fieldOf(location: readonly (string | number)[]): string {
  const path = location.slice(1);
  return (path[0] === 'flags' ? path.slice(0, 2) : path).join('.');
}

function flagMembers(rows: readonly FlagRow[], problems: FieldProblem[]): string[] {
  const members: string[] = [];
  const seen = new Set<string>();
  for (const row of rows) {
    const name = row.name.trim();
    if (name === '' && row.typed.trim() === '') {
      continue;
    }
    const reading = readFlag(row.typed);
    if (name === '') {
      problems.push({ field: `flags.${name}`, message: 'Name this flag or remove the row.' });
    } else if (seen.has(name)) {
      problems.push({ field: `flags.${name}`, message: `${name} is there twice. Keep one.` });
    } else if (!reading.ok) {
      problems.push({ field: `flags.${name}`, message: reading.problem });
    } else {
      members.push(member(name, flagJson(reading.value)));
    }
    seen.add(name);
  }
  return members;
}

/** A count that is no number goes as text, so that the server says what is wrong with it. */
function numberOrText(typed: string): string {
  const reading = readFlag(typed);
  return reading.ok && reading.kind === 'number' ? flagJson(reading.value) : JSON.stringify(typed.trim());
}

function member(name: string, json: string): string {
  return `${JSON.stringify(name)}:${json}`;
}

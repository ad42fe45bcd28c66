import type { ExperimentForm, FlagRow } from './experiment-form';
import type { FieldProblem } from './field-problem';
import { flagJson, readFlag } from './flag-value';
import { member, numberOrText } from './json-member';
import { ruleMembers } from './run-rules';
import { readTags } from './tags';

/** What the contract takes for a command that is not named. */
export const DEFAULT_COMMAND = 'lt';

export type CreateRequest =
  { readonly ok: true; readonly body: string } | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/**
 * The request body as text. It is written by hand because JSON.stringify knows doubles only: 1e-4, 1.0 and
 * 12345678901234567890 would arrive as something else than what was typed.
 */
export function createRequest(form: ExperimentForm): CreateRequest {
  return request(form, false);
}

/** The same form as an edit of what there is: an empty text clears, and an empty number is for the server to refuse. */
export function editRequest(form: ExperimentForm): CreateRequest {
  return request(form, true);
}

function request(form: ExperimentForm, edits: boolean): CreateRequest {
  const problems: FieldProblem[] = [];
  const flags = flagMembers(form.flags, problems);
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  const members = [member('name', JSON.stringify(form.name.trim()))];
  const cluster = form.cluster.trim();
  for (const [field, text] of [
    ['base_command', edits && form.command.trim() === '' ? DEFAULT_COMMAND : form.command],
    ['tool_path', form.toolPath],
    ['git_branch', form.gitBranch],
    ['accelerator', form.accelerator],
    ['instance_type', form.instanceType],
    ['cloud', form.cloud],
    ['task_template', form.taskTemplate],
    ['cluster', cluster],
    ['description', form.description],
  ] as const) {
    if (text.trim() !== '' || edits) {
      members.push(member(field, JSON.stringify(text.trim())));
    }
  }
  for (const [field, text] of [
    ['nodes', form.nodes],
    ['gpus', form.gpus],
    ['priority', form.priority],
  ] as const) {
    if (text.trim() !== '' || edits) {
      members.push(member(field, numberOrText(text)));
    }
  }
  const tags = readTags(form.tags);
  if (tags.length > 0 || edits) {
    members.push(member('tags', JSON.stringify(tags)));
  }
  if (form.spot || edits) {
    members.push(member('spot', String(form.spot)));
  }
  if (cluster !== '') {
    members.push(member('stop_cluster', String(form.stopCluster)));
  }
  members.push(member('flags', `{${flags.join(',')}}`), ...ruleMembers(form.rules, edits));
  return { ok: true, body: `{${members.join(',')}}` };
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

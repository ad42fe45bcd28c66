import { flagText, type Flags } from './flag-value';

/** What decides the command line of an experiment. */
export interface CommandSource {
  readonly name: string;
  readonly base_command: string;
  readonly tool_path: string | null;
  readonly git_branch: string | null;
  readonly nodes: number;
  readonly gpus: number;
  readonly flags: Flags;
}

const SAFE = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** The command a launch runs, each value quoted for a POSIX shell. */
export function commandOf(source: CommandSource): string {
  const words = [source.base_command, `--gpus=${source.gpus}`, `--nodes=${source.nodes}`];
  if (source.git_branch !== null && source.git_branch !== '' && source.git_branch !== '-') {
    words.push(`--git-ref=${shellQuoted(source.git_branch)}`);
  }
  if (source.tool_path !== null && source.tool_path !== '') {
    words.push(shellQuoted(source.tool_path));
  }
  words.push(`run=${shellQuoted(source.name)}`);
  const sorted = Object.entries(source.flags).sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [name, value] of sorted) {
    words.push(`${name}=${shellQuoted(flagText(value))}`);
  }
  return words.join(' ');
}

export function shellQuoted(text: string): string {
  return SAFE.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

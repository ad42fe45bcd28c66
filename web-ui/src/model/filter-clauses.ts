/** The clauses of a filter, split at blanks outside quotes. What the clauses mean is the server's to say. */
export function clausesOf(filter: string): readonly string[] {
  return filter.match(/(?:[^\s"]|"(?:\\.|[^"\\])*"?)+/g) ?? [];
}

/** The filter of clauses. */
export function filterOf(clauses: readonly string[]): string {
  return clauses.join(' ');
}

/** The filter without one of its clauses. */
export function without(filter: string, clause: string): string {
  const clauses = clausesOf(filter);
  return filterOf(clauses.toSpliced(clauses.indexOf(clause), 1));
}

const FIELDS = [
  ['state:running', 'what it is'],
  ['state:failed', 'what it is'],
  ['desired:running', 'what it wants'],
  ['is:starred', ''],
  ['is:held', ''],
  ['owner:me', 'mine'],
  ['group:', 'name of a group'],
  ['tag:', ''],
  ['name:', 'part of a name, * for any text'],
  ['branch:', 'of git'],
  ['tool:', 'path'],
  ['epoch>', 'newest epoch'],
  ['gpus>', 'of each node'],
  ['created>', 'a day, 2026-03-31'],
  ['has:', 'a field or flag that has a value'],
] as const;

/** What somebody who types a clause may mean: fields first, then flags of the board. */
export interface ClauseHint {
  readonly text: string;
  readonly note: string;
}

export function clauseHints(typed: string, flags: readonly string[], most: number): readonly ClauseHint[] {
  const minus = typed.startsWith('-') ? '-' : '';
  const word = typed.slice(minus.length).toLowerCase();
  const fields = FIELDS.map(([text, note]) => ({ text, note }));
  const names = flags.map((flag) => ({ text: `${flag.includes('.') ? flag : `flags.${flag}`}=`, note: 'flag' }));
  return [...fields, ...names]
    .filter(({ text }) => text.toLowerCase().includes(word) && text !== typed)
    .slice(0, most)
    .map(({ text, note }) => ({ text: `${minus}${text}`, note }));
}

/** Lines of a log that an address names. */
export interface LinkedLines {
  readonly from: number;
  readonly to: number;
}

/** The lines that an address names: "12", or "12-40"; null for none. */
export function linkedLines(text: string | null): LinkedLines | null {
  const [, from, to] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text ?? '') ?? [];
  if (from === undefined) {
    return null;
  }
  const ends = [Number(from), Number(to ?? from)];
  return { from: Math.min(...ends), to: Math.max(...ends) };
}

/** The address of a line; with `range` of all between what was linked and it. */
export function lineLink(linked: LinkedLines | null, number: number, range: boolean): string {
  if (!range || linked === null || (number === linked.from && number === linked.to)) {
    return String(number);
  }
  // Before the linked lines it moves their beginning, else their end.
  return number < linked.from ? `${number}-${linked.to}` : `${linked.from}-${number}`;
}

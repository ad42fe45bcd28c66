/** Something in view and how far below the top of its list it begins, in pixels. */
export interface Mark {
  readonly key: string;
  readonly top: number;
}

/**
 * How far the view has to follow so that what was in it stays where it was. What moved least decides: a row that opened
 * in view moves only those below it, and a row that somebody took away must not take the view with it.
 *
 * @param topOf where something is now; null when it is gone
 */
export function shiftOf(before: readonly Mark[], topOf: (key: string) => number | null): number {
  const shifts = before.flatMap(({ key, top }) => {
    const now = topOf(key);
    return now === null ? [] : [now - top];
  });
  return shifts.reduce((least, shift) => (Math.abs(shift) < Math.abs(least) ? shift : least), shifts[0] ?? 0);
}

/** A line of the palette. */
export interface PaletteEntry {
  readonly key: string;
  readonly heading: string;
  readonly title: string;
  readonly hint: string;
}

/** How well a title fits what was typed: the lower the better; null when it does not. All words must be there. */
export function fit(title: string, typed: string): number | null {
  const text = title.toLowerCase();
  let sum = 0;
  for (const word of typed.toLowerCase().split(/\s+/)) {
    const at = text.indexOf(word);
    if (at < 0) {
      return null;
    }
    // At the beginning of the title, of a word in it, or anywhere.
    sum += at === 0 ? 0 : /[\s.:_-]/.test(text[at - 1] ?? '') ? 1 : 2;
  }
  return sum;
}

/** The entries that fit, the best of each heading first; headings stay together, in their first order. */
export function fitting<Entry extends PaletteEntry>(
  entries: readonly Entry[],
  typed: string,
  most: number,
): readonly Entry[] {
  const found = entries.flatMap((entry) => {
    const score = fit(entry.title, typed.trim());
    return score === null ? [] : [{ entry, score }];
  });
  const headings = [...new Set(found.map(({ entry }) => entry.heading))];
  return headings
    .flatMap((heading) =>
      found
        .filter(({ entry }) => entry.heading === heading)
        .sort((one, other) => one.score - other.score)
        .slice(0, most),
    )
    .map(({ entry }) => entry);
}

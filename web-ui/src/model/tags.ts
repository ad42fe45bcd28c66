/** Tags between commas, as a person edits them; one that would read as something else is quoted. */
export function tagsText(tags: readonly string[]): string {
  return tags.map((tag) => (PLAIN.test(tag) ? tag : JSON.stringify(tag))).join(', ');
}

/** Reads what a person typed; what is empty is no tag. */
export function readTags(typed: string): readonly string[] {
  return [...typed.matchAll(TAG)].flatMap(([part]) => {
    const text = part.trim();
    const tag = QUOTED.test(text) ? (JSON.parse(text) as string) : text;
    return tag === '' ? [] : [tag];
  });
}

const PLAIN = /^[^\s",]([^",]*[^\s",])?$/;
const TAG = /\s*"(?:[^"\\]|\\.)*"\s*(?=,|$)|[^,]+/g;
const QUOTED = /^"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"$/u;

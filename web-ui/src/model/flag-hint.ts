import type { components } from '../api/schema';

/** What a tool says of one of its flags. */
export type FlagHint = components['schemas']['Flag'];

/** A part of a suggestion's name, and whether it is what was typed. */
export interface NamePart {
  readonly text: string;
  readonly typed: boolean;
}

/** What is short beside a name: "float, 0.0003", "bool". */
export function typeAndDefault(hint: Pick<FlagHint, 'type' | 'default'>): string {
  const value = defaultText(hint);
  return value === null ? hint.type : `${hint.type}, ${value}`;
}

/** What helps whoever types the value: what it takes, what it is without one, and that it will be gone. */
export function hintSentences(hint: FlagHint): readonly string[] {
  const value = defaultText(hint);
  return [
    hint.rule,
    ...(value === null ? (hint.required ? ['It has no default.'] : []) : [`Without it: ${value}.`]),
    ...(hint.deprecated ? ['It is deprecated: the tool is about to lose it.'] : []),
    ...(hint.description === null ? [] : [hint.description]),
  ];
}

/** The default as one would type it; null without one, or where it is a list or map. */
export function defaultText(hint: Pick<FlagHint, 'default'>): string | null {
  const value: unknown = hint.default;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** The name in parts, so that what was typed can stand out. */
export function nameParts(name: string, typed: string): readonly NamePart[] {
  const at = typed === '' ? -1 : name.toLowerCase().indexOf(typed.toLowerCase());
  if (at < 0) {
    return [{ text: name, typed: false }];
  }
  const end = at + typed.length;
  return [
    { text: name.slice(0, at), typed: false },
    { text: name.slice(at, end), typed: true },
    { text: name.slice(end), typed: false },
  ].filter((part) => part.text !== '');
}

/** A number that a double cannot carry back to the same text, such as 12345678901234567890 or 1.0. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

export type FlagValue = string | number | boolean | ExactNumber;
export type Flags = Readonly<Record<string, FlagValue>>;

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const SUFFIXED = /^(-?\d+)(?:\.(\d+))?([kKmMbB])$/;
const ZEROS: Readonly<Record<string, number>> = { k: 3, m: 6, b: 9 };

/** The text a person edits; saving it unchanged changes nothing. Text that would read as something else is quoted. */
export function editFlag(value: FlagValue): string {
  if (typeof value !== 'string') {
    return flagText(value);
  }
  const read = readFlag(value);
  return read.ok && read.value === value ? value : JSON.stringify(value);
}

/** The exact text, as it goes to a command line. */
export function flagText(value: FlagValue): string {
  return value instanceof ExactNumber ? value.text : String(value);
}

/** The exact JSON, numbers digit by digit as typed. */
export function flagJson(value: FlagValue): string {
  if (typeof value === 'string') {
    return JSON.stringify(value);
  }
  return flagText(value);
}

export function sameFlag(one: FlagValue | undefined, other: FlagValue | undefined): boolean {
  if (one instanceof ExactNumber && other instanceof ExactNumber) {
    return one.text === other.text;
  }
  return one === other;
}

export function sameFlags(one: Flags, other: Flags): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => sameFlag(one[name], other[name]));
}

export type FlagReading =
  | { readonly ok: true; readonly value: FlagValue; readonly kind: 'number' | 'text' | 'true or false' }
  | { readonly ok: false; readonly problem: string };

/** Reads what a person typed. `65_536`, `1.5M` and `"007"` mean 65536, 1500000 and the text 007; empty means nothing. */
export function readFlag(typed: string): FlagReading {
  const text = typed.trim();
  if (text === '') {
    return { ok: false, problem: 'Write a value. For an empty text write "".' };
  }
  if (text === 'true' || text === 'false') {
    return { ok: true, value: text === 'true', kind: 'true or false' };
  }
  if (text.startsWith('"')) {
    return readQuoted(text);
  }
  const number = numberText(text);
  return number === null
    ? { ok: true, value: text, kind: 'text' }
    : { ok: true, value: numberFlag(number), kind: 'number' };
}

/** A number with exactly this JSON text. */
export function numberFlag(text: string): FlagValue {
  const number = Number(text);
  return String(number) === text ? number : new ExactNumber(text);
}

/** Short for the eye: 32.8K, 1.2M; whole numbers under 1000, fractions and text stay as they are. */
export function shortFlag(value: FlagValue): string {
  const text = flagText(value);
  if (typeof value === 'string' || typeof value === 'boolean' || !/^-?\d{4,15}$/.test(text)) {
    return text;
  }
  const number = Number(text);
  for (const [size, letter] of SIZES) {
    // 999,950 would round to 1000K, so it already counts as 1M.
    if (Math.abs(number) >= size * 0.99995) {
      return `${(number / size).toFixed(1).replace(/\.0$/, '')}${letter}`;
    }
  }
  return text;
}

const SIZES: readonly (readonly [number, string])[] = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
];

function readQuoted(text: string): FlagReading {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string') {
      return { ok: true, value, kind: 'text' };
    }
  } catch {
    // falls through to the sentence below
  }
  return { ok: false, problem: 'A text in quotes must end with a quote.' };
}

function numberText(text: string): string | null {
  const plain = text.replace(/(\d)_(?=\d)/g, '$1');
  if (JSON_NUMBER.test(plain)) {
    return plain;
  }
  const parts = SUFFIXED.exec(plain);
  if (parts === null) {
    return null;
  }
  const [, whole = '', fraction = '', letter = ''] = parts;
  const zeros = ZEROS[letter.toLowerCase()] ?? 0;
  if (fraction.length > zeros || /^-?0\d/.test(whole)) {
    return null;
  }
  const digits = `${whole}${fraction.padEnd(zeros, '0')}`.replace(/^(-?)0+(?=\d)/, '$1');
  return JSON_NUMBER.test(digits) ? digits : null;
}

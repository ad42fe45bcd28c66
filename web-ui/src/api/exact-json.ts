import { ExactNumber, numberFlag } from '../model/flag-value';

/** What browsers tell a reviver about a number beside its value. TypeScript's own types do not know it yet. */
interface Source {
  readonly source?: string;
}

type Reviver = (this: unknown, key: string, value: unknown, context?: Source) => unknown;

const parse = JSON.parse as (text: string, reviver?: Reviver) => unknown;

/**
 * Parses JSON, keeping the exact text of numbers inside "flags" that a double would change.
 *
 * A browser that does not hand the source text to a reviver shows such numbers as doubles; editing then is not offered
 * a digit more than it was shown.
 */
export function parseExactly(text: string): unknown {
  return parse(text, function (key, value, context) {
    if (typeof value === 'number' && context?.source !== undefined && String(value) !== context.source) {
      return numberFlag(context.source);
    }
    if (key !== 'flags' && typeof value === 'object' && value !== null) {
      backToDoubles(value as Record<string, unknown>);
    }
    return value;
  });
}

function backToDoubles(holder: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(holder)) {
    if (value instanceof ExactNumber) {
      holder[name] = Number(value.text);
    }
  }
}

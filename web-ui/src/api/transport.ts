import type { FieldProblem } from '../model/field-problem';
import { parseExactly } from './exact-json';
import { Problem, problemOf, warningsOf } from './problem';
import type { paths } from './schema';

/** An answer and the revision it was read at or made. */
export interface Answer<T> {
  readonly value: T;
  readonly revision: number;
}

/** What came of a request beside its answer. */
export interface Reply<T> extends Answer<T> {
  /** Where the next page begins; null on the last, and of what has no pages. */
  readonly next: string | null;
  /** Takes a write back for ten minutes; null where nothing can be taken back. */
  readonly undo: string | null;
  /** What was written all the same, though it may be a mistake. */
  readonly warnings: readonly FieldProblem[];
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 20_000;

/** Requests to the gateway and its answers. Every failure is a Problem. */
export class Transport {
  readonly #fetch: Fetch;
  readonly #onUnauthorized: () => void;

  constructor(
    fetch: Fetch = (input, init) => globalThis.fetch(input, init),
    onUnauthorized: () => void = () => undefined,
  ) {
    this.#fetch = fetch;
    this.#onUnauthorized = onUnauthorized;
  }

  async send<T>(
    method: Method,
    template: keyof paths,
    parameters: Readonly<Record<string, string | number>> = {},
    body?: string,
    query: Readonly<Record<string, string | number>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply<T>> {
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
    const init: RequestInit = { method, headers, signal: AbortSignal.timeout(TIMEOUT_MS) };
    if (body !== undefined) {
      init.body = body;
      init.headers = { ...headers, 'content-type': 'application/json' };
    }
    const { response, text } = await this.#exchange(search === '' ? path : `${path}?${search}`, init);
    if (!response.ok) {
      if (response.status === 401) {
        this.#onUnauthorized();
      }
      throw problemOf(response.status, parsed(text));
    }
    const value = parsed(text);
    if (value === undefined) {
      throw new Problem(response.status, 'The server answered something that is not JSON. Is a proxy in between?');
    }
    return {
      value: value as T,
      revision: Number(response.headers.get('x-skydeck-revision') ?? 0),
      next: response.headers.get('next-cursor'),
      undo: response.headers.get('x-skydeck-undo'),
      warnings: warningsOf(value),
    };
  }

  async #exchange(url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
    try {
      const response = await this.#fetch(url, init);
      return { response, text: await response.text() };
    } catch (error) {
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      throw new Problem(0, late ? 'SkyDeck did not answer within 20 s.' : 'SkyDeck cannot be reached.');
    }
  }
}

function parsed(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}

/** What is under a name of an answer. */
export function unwrap<K extends string, T>(reply: Reply<Readonly<Record<K, T>>>, name: K): Reply<T> {
  return { ...reply, value: reply.value[name] };
}

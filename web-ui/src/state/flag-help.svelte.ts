import type { SkyDeckApi } from '../api/client';
import type { FlagHint } from '../model/flag-hint';

const PAUSE_MS = 150;

/** What a tool says of the flags that somebody types: suggestions for the newest text, and what is known of each name seen. */
export class FlagHelp {
  readonly #api: SkyDeckApi;
  suggestions: readonly FlagHint[] = $state.raw([]);
  #known: ReadonlyMap<string, FlagHint> = $state.raw(new Map());
  #tool = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(api: SkyDeckApi) {
    this.#api = api;
  }

  /** What the tool says of that flag; undefined while nothing is known. */
  of(name: string): FlagHint | undefined {
    return this.#known.get(name);
  }

  /** Somebody typed that much of a flag's name. */
  typed(tool: string, text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(tool, text), PAUSE_MS);
  }

  async #ask(tool: string, text: string): Promise<void> {
    const asked = ++this.#asked;
    try {
      const { value } = await this.#api.suggestFlags(tool, text);
      // An answer to what was typed before must not replace a newer one.
      if (asked === this.#asked) {
        this.suggestions = value;
        const before = this.#tool === tool ? this.#known : [];
        this.#tool = tool;
        this.#known = new Map([...before, ...value.map((hint) => [hint.flag, hint] as const)]);
      }
    } catch {
      // Help that cannot be had is no help; the flags can be typed all the same.
      this.suggestions = [];
    }
  }
}

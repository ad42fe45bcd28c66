import { shownState, type Look } from '../model/experiment-state';
import type { Experiment } from '../model/experiment';

const PAUSE_MS = 10_000;
const WORTH_SAYING: ReadonlySet<Look> = new Set(['running', 'succeeded', 'failed', 'cancelled']);

/** Tells screen readers what changed, as counts and at most each ten seconds: never every event. */
export class Announcer {
  text = $state('');
  readonly #counts = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  changed(before: Experiment | undefined, after: Experiment): void {
    const { look, word } = shownState(after);
    if (before === undefined || shownState(before).look === look || !WORTH_SAYING.has(look)) {
      return;
    }
    this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
    this.#timer ??= setTimeout(() => {
      this.#say();
    }, PAUSE_MS);
  }

  #say(): void {
    this.#timer = undefined;
    const parts = [...this.#counts].map(
      ([word, count]) => `${count} ${count === 1 ? 'experiment' : 'experiments'} ${word.toLowerCase()}`,
    );
    this.#counts.clear();
    this.text = parts.join(', ');
  }
}

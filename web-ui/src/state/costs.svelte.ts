import { SvelteMap } from 'svelte/reactivity';
import type { SkyDeckApi } from '../api/client';
import { rateSum, type Cost, type CostRate, type CostRow } from '../model/cost';

const AGAIN_MS = 60_000;
/** Timers are never on time: a look that comes a little early is not put off by a whole interval. */
const JITTER_MS = 1_000;
const COMPARED = ['gpu_hours', 'usd', 'unpriced_gpu_hours', 'source', 'reason'] as const;
/** SkyPilot's clock and ours differ, and an end may be seen late: those that ended within it are asked for again. */
const MARGIN_MS = 3_600_000;
/** What was seen later than that is found when all are read again. */
const WHOLE_MS = 1_800_000;

/**
 * What experiments used and cost. All are read once; after that, each minute, those that ran since: what is at rest costs
 * nothing more. Nothing is asked while the page is hidden.
 */
export class Costs {
  /** What all that run use and cost an hour; null while nobody knows. */
  now: CostRate | null = $state.raw(null);
  readonly #costs = new SvelteMap<number, Cost>();
  readonly #api: SkyDeckApi;
  #readAt = -Infinity;
  #wholeAt = -Infinity;
  #reading = false;

  constructor(api: SkyDeckApi) {
    this.#api = api;
  }

  /** Undefined of what has not run, and while nobody knows. */
  of(id: number): Cost | undefined {
    return this.#costs.get(id);
  }

  /** Keeps them fresh until the answer is called. */
  watch(): () => void {
    const look = () => {
      if (!document.hidden && Date.now() - this.#readAt >= AGAIN_MS - JITTER_MS) {
        void this.#read();
      }
    };
    look();
    const timer = setInterval(look, AGAIN_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }

  async #read(): Promise<void> {
    if (this.#reading) {
      return;
    }
    this.#reading = true;
    const began = Date.now();
    const whole = began - this.#wholeAt >= WHOLE_MS;
    try {
      const rows = await this.#rows(whole ? null : new Date(this.#readAt - MARGIN_MS));
      for (const { id, cost } of rows) {
        this.#put(Number(id), cost);
      }
      this.now = rateSum(rows.map(({ rate }) => rate));
      this.#readAt = began;
      this.#wholeAt = whole ? began : this.#wholeAt;
    } catch {
      // What is on screen was true a minute ago; the next minute asks again.
    } finally {
      this.#reading = false;
    }
  }

  async #rows(activeSince: Date | null): Promise<readonly CostRow[]> {
    const rows: CostRow[] = [];
    let next: string | null = null;
    do {
      const page = await this.#api.lists.costs(activeSince, next);
      rows.push(...page.rows);
      next = page.next;
    } while (next !== null);
    return rows;
  }

  /** The same is not put again: its row would be drawn for nothing. */
  #put(id: number, cost: Cost): void {
    const known = this.#costs.get(id);
    if (known === undefined || COMPARED.some((field) => known[field] !== cost[field])) {
      this.#costs.set(id, cost);
    }
  }
}

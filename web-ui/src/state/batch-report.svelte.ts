import type { BatchResult } from '../api/client';

/** What came of a batch of which something failed, item by item, until somebody has seen it. */
export class BatchReport {
  shown: { readonly what: string; readonly items: BatchResult['items'] } | null = $state.raw(null);

  show(what: string, items: BatchResult['items']): void {
    this.shown = { what, items };
  }

  close(): void {
    this.shown = null;
  }
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'done' | 'failed';
  readonly undo: (() => void) | null;
  readonly seconds: number;
}

const SHOWN_AT_MOST = 3;

/** Short messages at the corner. They leave by themselves unless someone points at them. */
export class Toasts {
  list: readonly Toast[] = $state.raw([]);
  #next = 1;
  #held = false;

  done(text: string, undo: (() => void) | null = null): void {
    this.#show({ text, kind: 'done', undo, seconds: undo === null ? 5 : 10 });
  }

  failed(text: string): void {
    this.#show({ text, kind: 'failed', undo: null, seconds: 8 });
  }

  /** The newest that can be taken back; null when none can. */
  get undoable(): Toast | null {
    return this.list.findLast((toast) => toast.undo !== null) ?? null;
  }

  /** Takes the newest back. */
  undoLast(): void {
    const toast = this.undoable;
    if (toast !== null) {
      this.dismiss(toast.id);
      toast.undo?.();
    }
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** While the pointer or the focus is on them, none leaves. */
  hold(held: boolean): void {
    this.#held = held;
  }

  start(): () => void {
    const tick = setInterval(() => {
      if (!this.#held && this.list.length > 0) {
        this.list = this.list
          .map((toast) => ({ ...toast, seconds: toast.seconds - 1 }))
          .filter((toast) => toast.seconds > 0);
      }
    }, 1_000);
    return () => {
      clearInterval(tick);
    };
  }

  #show(toast: Omit<Toast, 'id'>): void {
    this.list = [...this.list, { ...toast, id: this.#next++ }].slice(-SHOWN_AT_MOST);
  }
}

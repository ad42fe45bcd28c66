/** What the lifecycle steers. */
export interface Steered {
  open(): void;
  pause(): void;
  reopenIfQuiet(): void;
}

const HIDDEN_MS = 120_000;

/** Closes the stream of a tab that was hidden for two minutes and opens it when somebody looks again. */
export class StreamLifecycle {
  readonly #stream: Steered;
  readonly #page: Document;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #paused = false;

  constructor(stream: Steered, page: Document = document) {
    this.#stream = stream;
    this.#page = page;
  }

  /** Starts; the answer stops it. */
  start(): () => void {
    const look = () => {
      this.#look();
    };
    this.#page.addEventListener('visibilitychange', look);
    this.#stream.open();
    look();
    return () => {
      clearTimeout(this.#timer);
      this.#page.removeEventListener('visibilitychange', look);
      this.#stream.pause();
    };
  }

  #look(): void {
    clearTimeout(this.#timer);
    if (this.#page.visibilityState === 'hidden') {
      this.#timer = setTimeout(() => {
        this.#paused = true;
        this.#stream.pause();
      }, HIDDEN_MS);
    } else if (this.#paused) {
      this.#paused = false;
      this.#stream.open();
    } else {
      this.#stream.reopenIfQuiet();
    }
  }
}

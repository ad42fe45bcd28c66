import { createContext } from 'svelte';
import { SkyDeckApi } from '../api/client';
import { messageOf } from '../api/problem';
import type { Changes } from '../api/stream/changes';
import { StreamConnection } from '../api/stream/connection';
import { StreamLifecycle } from '../api/stream/lifecycle';
import { StreamRouter, type Hello } from '../api/stream/router';
import { Announcer } from './announcer.svelte';
import { BatchReport } from './batch-report.svelte';
import { Board } from './board.svelte';
import { BoardFilter } from './board-filter.svelte';
import { CellEditor } from './cell-editor.svelte';
import { Clock } from './clock.svelte';
import { Confirmation } from './confirmation.svelte';
import { Connection } from './connection.svelte';
import { Costs } from './costs.svelte';
import { OpenDetails } from './details.svelte';
import { NewestJobs } from './newest-jobs.svelte';
import { Drag } from './drag.svelte';
import type { LogView } from './log-view.svelte';
import { Overlay } from './overlay.svelte';
import { Preferences } from './preferences.svelte';
import { Rows } from './rows.svelte';
import { Screen } from './screen.svelte';
import { Selection } from './selection.svelte';
import { Servers } from './servers.svelte';
import { Session } from './session.svelte';
import { ShownView } from './shown-view.svelte';
import { Sources } from './sources.svelte';
import { Toasts } from './toasts.svelte';
import { View } from './view.svelte';

const ACTIVE_JOBS = 1_000;
const RELOAD_MS = 3_000;

/** Everything the page knows and can do, made once and handed down by context. */
export class SkyDeck {
  readonly session = new Session();
  readonly api = new SkyDeckApi(undefined, () => {
    this.#signedOut();
  });
  readonly announcer = new Announcer();
  readonly board = new Board(this.api, this.announcer);
  readonly newestJobs = new NewestJobs();
  readonly details = new OpenDetails(this.api);
  readonly rows = new Rows(this.api, this.board, this.details);
  readonly clock = new Clock();
  readonly connection = new Connection();
  readonly sources = new Sources();
  readonly preferences = new Preferences();
  readonly servers = new Servers(this.api);
  readonly toasts = new Toasts();
  readonly confirmation = new Confirmation();
  readonly view = new View();
  readonly shown = new ShownView(this.api, this.view);
  readonly filter = new BoardFilter(this.api);
  readonly costs = new Costs(this.api);
  readonly screen = new Screen();
  readonly report = new BatchReport();
  readonly selection = new Selection();
  readonly overlay = new Overlay();
  readonly drag = new Drag();
  readonly editor = new CellEditor(this.api, this.board, this.toasts);
  /** The log that is on screen, for its keys. */
  log: LogView | null = $state.raw(null);
  /** Whether the server is of another build than this page. */
  updated = $state(false);
  readonly #watchers = new Set<(changes: Changes) => void>();
  #build: string | null = null;
  #reload: ReturnType<typeof setTimeout> | undefined;
  #listening: (() => void) | null = null;

  readonly #stream = new StreamConnection({
    url: '/api/events',
    lastEventId: () => (this.board.revision > 0 ? String(this.board.revision) : null),
    onEvent: (event) => {
      this.#router.accept(event);
    },
    onState: (state) => {
      this.connection.become(state);
      if (state.kind === 'refused' && state.status === 401) {
        this.#signedOut();
      }
    },
  });

  readonly #router = new StreamRouter({
    hello: (hello) => {
      this.#greeted(hello);
    },
    changes: (changes) => {
      this.#apply(changes);
    },
    resync: () => {
      void this.load();
    },
    source: (age) => {
      this.sources.note(age);
      if (age.source === 'skypilot') {
        this.servers.queueRead();
      }
    },
  });

  /** Loads, then listens; the answer stops everything. */
  start(): () => void {
    this.preferences.apply();
    const stops = [this.clock.start(), this.toasts.start(), this.view.start()];
    let stopped = false;
    void this.load().then(() => {
      if (!stopped) {
        this.#listen();
      }
    });
    return () => {
      stopped = true;
      this.#listening?.();
      for (const stop of stops) {
        stop();
      }
    };
  }

  /** Throws the problem when the token does not work. */
  async signIn(token: string): Promise<void> {
    const { value } = await this.api.signIn(token);
    this.session.opened(value);
    await this.load();
    this.#listen();
  }

  async signOut(): Promise<void> {
    await this.attempt('Signing out', () => this.api.signOut());
    await this.load();
  }

  #listen(): void {
    if (!this.session.needed) {
      this.#listening ??= new StreamLifecycle(this.#stream).start();
    }
  }

  #signedOut(): void {
    this.session.ask();
    this.#listening?.();
    this.#listening = null;
  }

  /** Reads everything that is on screen again. */
  async load(): Promise<void> {
    const [read] = await Promise.all([
      this.board.load(),
      this.#loadHealth(),
      this.#loadActiveJobs(),
      this.#loadSession(),
    ]);
    this.rows.openRemembered();
    this.details.refreshAll();
    clearTimeout(this.#reload);
    if (!read && this.connection.state.kind === 'live') {
      // The stream goes on from here, so what this reading should have told would never be told again.
      this.#reload = setTimeout(() => void this.load(), RELOAD_MS);
    }
  }

  reconnect(): void {
    this.#stream.open();
    if (this.board.loaded.kind !== 'ready') {
      void this.load();
    }
  }

  /** Tells of each frame of changes until the answer is called. */
  watch(watcher: (changes: Changes) => void): () => void {
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
    };
  }

  /** Does something and says in a toast when it failed. */
  async attempt<T>(doing: string, action: () => Promise<T>): Promise<T | null> {
    try {
      return await action();
    } catch (error) {
      this.toasts.failed(`${doing} failed: ${messageOf(error)}`);
      return null;
    }
  }

  async copy(text: string, what: string): Promise<void> {
    const copied = await this.attempt(`Copying ${what}`, async () => {
      await navigator.clipboard.writeText(text);
      return true;
    });
    if (copied !== null) {
      this.toasts.done(`Copied ${what}`);
    }
  }

  #apply(changes: Changes): void {
    this.board.apply(changes);
    for (const job of changes.jobs.values()) {
      this.newestJobs.note(job);
    }
    this.rows.refreshOpen(changes);
    this.selection.keep((id) => this.board.experiments.get(id) !== undefined);
    for (const watcher of this.#watchers) {
      watcher(changes);
    }
  }

  #greeted(hello: Hello): void {
    if (this.#build !== null && this.#build !== hello.build) {
      this.updated = true;
    }
    this.#build = hello.build;
    // Frames between our reading and this stream are lost unless the server promises to send them.
    if (!hello.resumed && hello.revision !== this.board.revision) {
      void this.load();
    }
  }

  async #loadSession(): Promise<void> {
    try {
      this.session.opened((await this.api.session()).value);
    } catch {
      // Where nobody is known the board says why it is empty, and a 401 asks for a token.
    }
  }

  async #loadHealth(): Promise<void> {
    try {
      this.sources.load((await this.api.health()).value);
    } catch {
      // The ages stay unknown; the board says that the server cannot be reached.
    }
  }

  async #loadActiveJobs(): Promise<void> {
    try {
      for (const job of (await this.api.activeJobs(ACTIVE_JOBS)).value) {
        this.newestJobs.note(job);
      }
    } catch {
      // Only how long a state has lasted is missing then.
    }
  }
}

export const [skyDeck, provideSkyDeck] = createContext<SkyDeck>();

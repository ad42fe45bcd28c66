import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, OwnServer } from './own-server';

const WRITER = '../services/benchmarks/src/main/java/dev/skydeck/benchmarks/OriginalFile.java';

/** Taking over a hundred thousand jobs takes its time. */
const TAKE_OVER_MS = 150_000;

/**
 * A demo server on the database of a large team, which it takes over from the original SkyDeck at its start.
 *
 * Experiments are `team.sweep-G.run-N` with N from 1 and G = N / 25, in the groups `sweep G`; all of them are held, so
 * that nothing changes by itself. Jobs have ended.
 */
export class LargeServer {
  readonly #folder: string;
  readonly #server: OwnServer;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#server = new OwnServer(port, folder);
  }

  static async start(experiments: number, jobs: number): Promise<LargeServer> {
    const server = new LargeServer(mkdtempSync(join(tmpdir(), 'skydeck-large-')), await freePort());
    const jar = process.env['SKYDECK_JAR'] ?? '../services/launcher/target/skydeck.jar';
    const file = join(server.#folder, 'skydeck.db');
    // Java runs the one source file as it is, with the jar's SQLite.
    const words = ['-cp', jar, WRITER, file, String(experiments), String(jobs)];
    execFileSync(process.env['SKYDECK_JAVA'] ?? 'java', words, { stdio: ['ignore', 'ignore', 'inherit'] });
    await server.#server.start(TAKE_OVER_MS);
    return server;
  }

  get url(): string {
    return this.#server.url;
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, OwnServer } from './own-server';

/** A demo whose SkyPilot server lost its database while SkyDeck was down: at its address is another one now. */
export class ReplacedServer {
  readonly #folder: string;
  readonly #server: OwnServer;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#server = new OwnServer(port, folder);
  }

  static async start(): Promise<ReplacedServer> {
    const server = new ReplacedServer(mkdtempSync(join(tmpdir(), 'skydeck-replaced-')), await freePort());
    await server.#server.start();
    await server.#until('/api/servers', /"jobs":[1-9]/);
    await server.#server.stop();
    rmSync(join(server.#folder, 'sandbox', 'jobs'), { recursive: true });
    await server.#server.start();
    await server.#until('/api/servers', /"replaced_at":"/);
    return server;
  }

  get url(): string {
    return this.#server.url;
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #until(path: string, told: RegExp): Promise<void> {
    const latest = Date.now() + 60_000;
    while (Date.now() < latest) {
      if (told.test(await (await fetch(`${this.url}${path}`)).text())) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await this.stop();
    throw new Error(`${path} did not tell ${told.source} within 60 s.`);
  }
}

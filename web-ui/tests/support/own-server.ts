import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';

/** A demo server of a test's own, that the test may kill. What is in the folder already, it goes on with. */
export class OwnServer {
  #process: ChildProcess | undefined;

  constructor(
    readonly port: number,
    readonly folder: string,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** @param patience milliseconds until it must answer */
  async start(patience = 30_000): Promise<void> {
    const jar = process.env['SKYDECK_JAR'] ?? '../services/launcher/target/skydeck.jar';
    const words = ['-jar', jar, 'demo', '--port', String(this.port), '--dir', this.folder];
    const started = spawn(process.env['SKYDECK_JAVA'] ?? 'java', words, { stdio: 'ignore' });
    this.#process = started;
    const latest = Date.now() + patience;
    while (Date.now() < latest) {
      if (started.exitCode !== null) {
        throw new Error(`The server ended with ${started.exitCode} before it answered.`);
      }
      if (await answers(`${this.url}/api/health`)) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await this.kill();
    throw new Error(`The server did not answer within ${patience / 1_000} s.`);
  }

  /** As a power cut does: no time for last words. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) {
      return;
    }
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await ended;
  }
}

// Below the range that systems hand out by themselves: the server under test takes such ports too, before its own.
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 22_000 + Math.floor(Math.random() * 4_000);
    if (await isFree(port)) {
      return port;
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', () => {
      resolve(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

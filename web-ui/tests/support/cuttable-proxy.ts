import { createServer, connect, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** Stands between page and server and can be cut like a cable. */
export class CuttableProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #streams = new Set<Socket>();
  #cut = false;

  private constructor(target: URL) {
    this.#server = createServer((near) => {
      if (this.#cut) {
        near.destroy();
        return;
      }
      const far = connect(Number(target.port), target.hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(socket);
        socket.on('close', () => {
          this.#sockets.delete(socket);
          this.#streams.delete(socket);
          other.destroy();
        });
        socket.on('error', () => other.destroy());
      }
      near.on('data', (sent) => {
        if (sent.includes('GET /api/events ')) {
          this.#streams.add(far);
        }
      });
      near.pipe(this.#asIfDirect(target)).pipe(far).pipe(near);
    });
  }

  /** The server answers only to its own name: Host and Origin say where the bytes arrive, not where they were sent. */
  #asIfDirect(target: URL): Transform {
    const own = new URL(this.url).host;
    return new Transform({
      transform(chunk: Buffer, _encoding, done) {
        done(null, Buffer.from(chunk.toString('latin1').replaceAll(own, target.host), 'latin1'));
      },
    });
  }

  static async before(target: string): Promise<CuttableProxy> {
    const proxy = new CuttableProxy(new URL(target));
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get url(): string {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }

  /** Event streams that are open now never bring a byte again and do not end, as after a sleep of this machine. */
  silenceStreams(): void {
    for (const far of this.#streams) {
      far.unpipe();
      far.pause();
    }
  }

  mend(): void {
    this.#cut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}

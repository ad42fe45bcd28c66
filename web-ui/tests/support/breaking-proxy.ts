import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** What is answered instead of what the server would. */
export type Breakage =
  { readonly status: number; readonly body: string } | 'hang up' | 'say nothing' | 'lose the answer';

type Rewrite = (text: string) => string;

/** Stands before the server and spoils the answers that a test names; all others are the server's own. */
export class BreakingProxy {
  readonly #target: URL;
  readonly #server: Server;
  #broken: { readonly asked: RegExp; readonly breakage: Breakage } | null = null;
  #rewritten: { readonly asked: RegExp; readonly rewrite: Rewrite } | null = null;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((asked, answer) => {
      this.#handle(asked, answer);
    });
  }

  static async before(target: string): Promise<BreakingProxy> {
    const proxy = new BreakingProxy(new URL(target));
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get url(): string {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  }

  /** Breaks what matches from now on, and nothing else: "POST /api/experiments". */
  break(asked: RegExp, breakage: Breakage): void {
    this.#broken = { asked, breakage };
  }

  mend(): void {
    this.#broken = null;
  }

  /** Changes the text of answers that begin from now on. */
  rewrite(asked: RegExp, rewrite: Rewrite): void {
    this.#rewritten = { asked, rewrite };
  }

  /** Ends all connections, event streams too; new ones are welcome. */
  drop(): void {
    this.#server.closeAllConnections();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.drop();
    await closed;
  }

  #handle(asked: IncomingMessage, answer: ServerResponse): void {
    const line = `${asked.method ?? ''} ${asked.url ?? ''}`;
    const breakage = this.#broken?.asked.test(line) === true ? this.#broken.breakage : null;
    if (breakage === 'hang up') {
      asked.socket.destroy();
    } else if (breakage === 'say nothing') {
      asked.resume();
    } else if (breakage === 'lose the answer') {
      this.#hand(asked, answer, null, () => asked.socket.destroy());
    } else if (breakage !== null) {
      asked.resume();
      answer.writeHead(breakage.status, { 'content-type': 'application/json' }).end(breakage.body);
    } else {
      this.#hand(asked, answer, this.#rewritten?.asked.test(line) === true ? this.#rewritten.rewrite : null);
    }
  }

  #hand(asked: IncomingMessage, answer: ServerResponse, rewrite: Rewrite | null, lost?: () => void): void {
    const { hostname, port, host, origin } = this.#target;
    // The server answers only to its own name, and a text can only be changed where it is not packed.
    const headers = { ...asked.headers, host };
    if (asked.headers.origin !== undefined) {
      headers.origin = origin;
    }
    if (rewrite !== null) {
      headers['accept-encoding'] = 'identity';
    }
    const sent = request({ hostname, port, method: asked.method, path: asked.url, headers }, (reply) => {
      if (lost !== undefined) {
        reply.resume();
        lost();
        return;
      }
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      answer.flushHeaders();
      if (rewrite === null) {
        reply.pipe(answer);
      } else {
        reply.setEncoding('utf8');
        reply.on('data', (text: string) => answer.write(rewrite(text)));
        reply.on('end', () => answer.end());
      }
      reply.on('error', () => answer.destroy());
    });
    sent.on('error', () => answer.destroy());
    answer.on('close', () => sent.destroy());
    asked.pipe(sent);
  }
}

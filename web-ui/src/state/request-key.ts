/**
 * Names a request, so that the server does it once however often it is sent: who had no answer may send it again. A
 * changed body is another request.
 */
export class RequestKey {
  #body: string | null = null;
  #key = '';

  of(body: string): string {
    if (body !== this.#body) {
      this.#body = body;
      this.#key = random();
    }
    return this.#key;
  }
}

/** Not crypto.randomUUID, which is only there over TLS or on this machine. */
function random(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

import type { ConnectionState } from '../api/stream/connection';

/** How the event stream is, and since when it is not well. */
export class Connection {
  state: ConnectionState = $state.raw({ kind: 'connecting' });
  /** Since when no stream is open; null while one is, or while paused on purpose. */
  lostAt: number | null = $state(null);

  become(state: ConnectionState): void {
    this.state = state;
    if (state.kind === 'live' || state.kind === 'paused') {
      this.lostAt = null;
    } else if (state.kind !== 'connecting') {
      this.lostAt ??= Date.now();
    }
  }
}

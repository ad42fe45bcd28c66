import type { components } from '../api/schema';
import type { ShownState } from './experiment-state';
import { momentOf } from './moment';

export type Server = components['schemas']['Server'];

/** How a SkyPilot server is, and since when if that is known. */
export interface ServerState {
  readonly shown: ShownState;
  readonly since: number | null;
  /** Whether a person has to say that what is there now is the one to use. */
  readonly acceptable: boolean;
}

type ServerFields = Pick<Server, 'observed_at' | 'replaced_at' | 'retired_at'>;

export function serverState(server: ServerFields): ServerState {
  const retired = momentOf(server.retired_at);
  if (retired !== null) {
    return { shown: { look: 'terminated', word: 'Given up since' }, since: retired, acceptable: false };
  }
  const replaced = momentOf(server.replaced_at);
  if (replaced !== null) {
    return { shown: { look: 'failed', word: 'Replaced since' }, since: replaced, acceptable: true };
  }
  const read = momentOf(server.observed_at) !== null;
  return {
    shown: read ? { look: 'running', word: 'As expected' } : { look: 'unknown', word: 'Not read yet' },
    since: null,
    acceptable: false,
  };
}

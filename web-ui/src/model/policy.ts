import type { Checkpoint } from './experiment';
import { webAddress } from './web-address';

/** What a policy registry says of a checkpoint. */
export interface Policy {
  readonly text: string;
  /** Where it is shown; null when nowhere that a page may lead to. */
  readonly url: string | null;
}

type Known = Pick<Checkpoint, 'observatory_url' | 'policy_version' | 'policy_version_id'>;

/** Null when nothing is known. An imported file may hold anything as an address. */
export function policyOf(checkpoint: Known): Policy | null {
  const { observatory_url: url, policy_version: version, policy_version_id: id } = checkpoint;
  if (url === null && version === null && id === null) {
    return null;
  }
  return {
    text: version !== null ? `version ${version}` : (id ?? 'policy'),
    url: webAddress(url),
  };
}

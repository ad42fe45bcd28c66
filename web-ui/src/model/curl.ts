import { shellQuoted } from './command';
import { createRequest } from './create-request';
import type { Experiment } from './experiment';
import { formOf } from './experiment-form';

/**
 * A command that creates an experiment with the same specification, for a POSIX shell.
 *
 * @param origin of the server, such as "http://127.0.0.1:8000"
 * @param token whether the server wants one; it stands in a variable, never in the command
 */
export function curlOf(experiment: Experiment, origin: string, token: boolean): string {
  const request = createRequest(formOf(experiment));
  if (!request.ok) {
    // Each flag is written so that it reads back.
    throw new Error(`cannot write ${experiment.name}: ${request.problems.map(({ message }) => message).join(' ')}`);
  }
  return [
    `curl -sS ${shellQuoted(`${origin}/api/experiments`)}`,
    `-H ${shellQuoted('Content-Type: application/json')}`,
    ...(token ? ['-H "Authorization: Bearer $SKYDECK_TOKEN"'] : []),
    `-d ${shellQuoted(request.body)}`,
  ].join(' \\\n  ');
}

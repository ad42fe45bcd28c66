import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { anExperiment } from '../testing/an-experiment';
import { curlOf } from './curl';
import { numberFlag } from './flag-value';

const experiment = anExperiment({
  name: "it's <b>ours</b> $HOME",
  flags: { lr: numberFlag('1e-4'), note: '`id` "x"\nnext' },
});

/** The arguments that a shell makes of a command line, with curl standing for a program that prints them. */
function wordsOf(command: string): readonly string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { SKYDECK_TOKEN: 't', HOME: '/x' } })
    .split('\0')
    .slice(0, -1);
}

it('arrives at the server as it is, whatever a shell thinks of it', () => {
  const words = wordsOf(curlOf(experiment, 'http://127.0.0.1:8000', false));
  expect(words.slice(0, 4)).toEqual([
    '-sS',
    'http://127.0.0.1:8000/api/experiments',
    '-H',
    'Content-Type: application/json',
  ]);
  expect(words[5]).toContain('"lr":1e-4');
  expect(JSON.parse(words[5] ?? '')).toMatchObject({
    name: "it's <b>ours</b> $HOME",
    flags: { note: '`id` "x"\nnext' },
  });
});

it('takes the token from the environment', () => {
  const command = curlOf(experiment, 'http://127.0.0.1:8000', true);
  expect(command).toContain('$SKYDECK_TOKEN');
  expect(wordsOf(command)).toContain('Authorization: Bearer t');
});

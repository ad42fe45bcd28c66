import { expect, it } from 'vitest';
import { serverState } from './server-state';

const at = '2026-11-22T00:52:11.250Z';
const moment = Date.UTC(2026, 10, 22, 0, 52, 11, 250);

it.each([
  [null, null, null, 'Not read yet', null, false],
  [at, null, null, 'As expected', null, false],
  [at, at, null, 'Replaced since', moment, true],
  [at, at, at, 'Given up since', moment, false],
])('observed %s, replaced %s, retired %s: %s', (observed_at, replaced_at, retired_at, word, since, acceptable) => {
  const state = serverState({ observed_at, replaced_at, retired_at });
  expect([state.shown.word, state.since, state.acceptable]).toEqual([word, since, acceptable]);
});

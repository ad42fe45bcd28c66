import { expect, it } from 'vitest';
import type { Session as Caller } from '../api/client';
import { Session } from './session.svelte';

const caller = (tokens_needed: boolean) => ({ name: 'ann', tokens_needed }) as Caller;

it('has a name where tokens are needed', () => {
  const session = new Session();
  session.ask();
  expect([session.needed, session.name]).toEqual([true, null]);
  session.opened(caller(true));
  expect([session.needed, session.name]).toEqual([false, 'ann']);
});

it('has none where everybody is let in', () => {
  const session = new Session();
  session.opened(caller(false));
  expect(session.name).toBeNull();
});

it('forgets the name when it ended', () => {
  const session = new Session();
  session.opened(caller(true));
  session.ask();
  expect(session.name).toBeNull();
});

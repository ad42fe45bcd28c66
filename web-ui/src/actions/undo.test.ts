import { expect, it } from 'vitest';
import { fakeDeck } from '../testing/fake-deck';
import { takeBack } from './undo';

const item = (name: string, detail: string | null) => ({ name, error: detail === null ? null : { detail } });

function undoing(items: readonly ReturnType<typeof item>[]) {
  return fakeDeck({ api: { undo: () => Promise.resolve({ value: { items } }) } });
}

it('says what was taken back', async () => {
  const { deck, said } = undoing([item('a', null)]);
  await takeBack(deck, 'token', 'Stopped 1');
  expect(said.done).toHaveBeenCalledWith('Taken back: Stopped 1');
});

it('says what could not be taken back, and how much more', async () => {
  const { deck, said } = undoing([item('a', null), item('b', 'It was edited since.'), item('c', 'It is gone.')]);
  await takeBack(deck, 'token', 'Stopped 3');
  expect(said.failed).toHaveBeenCalledWith('b stays as it is: It was edited since. (and 1 more)');
  expect(said.done).not.toHaveBeenCalled();
});

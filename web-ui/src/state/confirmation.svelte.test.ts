import { expect, it } from 'vitest';
import { Confirmation } from './confirmation.svelte';

const question = { title: 'Delete?', text: 'It is gone then.', yes: 'Delete' };

it.each([true, false])('hands the answer %j to who asked', async (yes) => {
  const confirmation = new Confirmation();
  const answer = confirmation.ask(question);
  expect(confirmation.question).toEqual(question);
  confirmation.answer(yes);
  expect(confirmation.question).toBeNull();
  expect(await answer).toBe(yes);
});

it('answers no to a question that another takes the place of', async () => {
  const confirmation = new Confirmation();
  const first = confirmation.ask(question);
  const second = confirmation.ask({ ...question, title: 'Stop?' });
  confirmation.answer(true);
  expect([await first, await second]).toEqual([false, true]);
});

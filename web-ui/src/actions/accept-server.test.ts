import { expect, it, vi } from 'vitest';
import type { Server } from '../model/server-state';
import type { SkyDeck } from '../state/skydeck.svelte';
import { acceptServer } from './accept-server';

const server = { number: 3, url: 'http://127.0.0.1:46580' } as Server;

function deckThatAnswers(yes: boolean) {
  const api = { acceptServer: vi.fn(() => Promise.resolve({ value: server, revision: 9 })) };
  const confirmation = { ask: vi.fn(() => Promise.resolve(yes)) };
  const servers = { refresh: vi.fn() };
  const deck = {
    api,
    confirmation,
    servers,
    toasts: { done: vi.fn() },
    attempt: (_: string, action: () => Promise<unknown>) => action(),
  } as unknown as SkyDeck;
  return { api, confirmation, servers, deck };
}

it('says what is lost and what stays held before it accepts', async () => {
  const { api, confirmation, servers, deck } = deckThatAnswers(true);
  await acceptServer(deck, server);
  expect(confirmation.ask).toHaveBeenCalledWith(
    expect.objectContaining({ text: expect.stringMatching(/recorded as lost.*stay held until you release/) as string }),
  );
  expect(api.acceptServer).toHaveBeenCalledWith(3);
  expect(servers.refresh).toHaveBeenCalled();
});

it('accepts nothing when a person would rather wait', async () => {
  const { api, deck } = deckThatAnswers(false);
  await acceptServer(deck, server);
  expect(api.acceptServer).not.toHaveBeenCalled();
});

import { allActions } from '../actions/all-actions';
import { isBareSign, isTyping, keyName } from '../model/keys';
import type { SkyDeck } from './skydeck.svelte';

const SECOND_KEY_MS = 1_500;

/** Hands keys to actions: one key, or two that follow each other, such as g and j. */
export class KeyDispatch {
  readonly #deck: SkyDeck;
  #first: { readonly name: string; readonly at: number } | null = null;

  constructor(deck: SkyDeck) {
    this.#deck = deck;
  }

  start(): () => void {
    const keydown = (event: KeyboardEvent) => {
      this.press(event);
    };
    window.addEventListener('keydown', keydown);
    return () => {
      window.removeEventListener('keydown', keydown);
    };
  }

  press(event: KeyboardEvent): void {
    const name = keyName(event);
    // The palette is there wherever one types; all other keys belong to the text.
    if (isTyping(event) && name !== 'Mod+k') {
      return;
    }
    if (document.querySelector('dialog[open]') !== null || (isBareSign(name) && !this.#deck.preferences.letterKeys)) {
      return;
    }
    const before = this.#first;
    this.#first = null;
    const pair = before !== null && event.timeStamp - before.at < SECOND_KEY_MS ? `${before.name} ${name}` : null;
    const items = allActions(this.#deck).flatMap((group) => group.items);
    const action = items.find((item) => item.shortcut === (pair ?? name) && item.when);
    if (action !== undefined) {
      event.preventDefault();
      void action.run();
    } else if (items.some((item) => item.shortcut?.startsWith(`${name} `) === true)) {
      this.#first = { name, at: event.timeStamp };
    }
  }
}

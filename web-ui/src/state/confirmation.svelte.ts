export interface Question {
  readonly title: string;
  readonly text: string;
  /** The word on the button that does it. */
  readonly yes: string;
}

/** Asks before what cannot simply be undone. */
export class Confirmation {
  question: Question | null = $state.raw(null);
  #answer: (yes: boolean) => void = () => undefined;

  ask(question: Question): Promise<boolean> {
    this.#answer(false);
    this.question = question;
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  answer(yes: boolean): void {
    this.question = null;
    this.#answer(yes);
  }
}

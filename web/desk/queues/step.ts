// On a narrow page a comment that is opened is a step in the history: Back leads to the list, not away
// from the desk.

export class Step {
  /** Somebody has gone back from what they were reading. */
  readonly #back: () => void;

  constructor(back: () => void) {
    this.#back = back;
    addEventListener('popstate', () => {
      if (!this.#isHere) this.#back();
    });
  }

  /** A comment takes the place of the list. */
  begin(): void {
    if (!this.#isHere) history.pushState({ reads: true }, '', location.hash);
  }

  /** Back to the list; tells whether the history leads there, and `back` is called once it has. */
  end(): boolean {
    if (!this.#isHere) return false;
    history.back();
    return true;
  }

  get #isHere(): boolean {
    return (history.state as { reads?: boolean } | null)?.reads === true;
  }
}

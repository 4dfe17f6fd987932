// What forms of a screen send: each is busy until the answer is there, and says what was refused beside
// what it is about.
import { Refusal } from '../../shared/api/refusal.ts';

interface Problem {
  field: string | null;
  said: string;
}

export class Sending {
  readonly #explain: (refusal: Refusal) => string;
  readonly #changed: () => void;
  readonly #busy = new Set<string>();
  readonly #problems = new Map<string, Problem>();

  constructor(explain: (refusal: Refusal) => string, changed: () => void) {
    this.#explain = explain;
    this.#changed = changed;
  }

  isBusy(form: string): boolean {
    return this.#busy.has(form);
  }

  /** What is wrong with a field of a form, or with all of it. */
  problem(form: string, field: string | null = null): string {
    const problem = this.#problems.get(form);
    return problem && problem.field === field ? problem.said : '';
  }

  /** Nothing is sent: something has to be filled in otherwise first. */
  complain(form: string, field: string | null, said: string): void {
    this.#problems.set(form, { field, said });
    this.#changed();
  }

  /** Nothing is said of any form any more. */
  forget(): void {
    this.#problems.clear();
  }

  /** Tells whether it was done. `fields` are those that the form has. */
  async send(form: string, fields: readonly string[], action: () => Promise<void>): Promise<boolean> {
    if (this.#busy.has(form)) return false;
    this.#busy.add(form);
    this.#problems.delete(form);
    this.#changed();
    try {
      await action();
      return true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const field = fields.find((name) => name === refusal.field) ?? null;
      this.#problems.set(form, { field, said: this.#explain(refusal) });
      return false;
    } finally {
      this.#busy.delete(form);
      this.#changed();
    }
  }
}

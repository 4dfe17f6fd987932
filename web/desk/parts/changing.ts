// Settings while they are changed: nothing is saved until it is asked for, and then only on what stands
// at the service at that moment.
import { Refusal } from '../../shared/api/refusal.ts';
import type { Transport } from '../../shared/api/transport.ts';
import { Draft, type Field, type Value, type Values } from './draft.ts';
import { Unsaved } from './unsaved.ts';

export interface Listener {
  transport: Transport;
  /** Whose changes are kept. */
  me: string;
  proved<Result>(action: () => Promise<Result>): Promise<Result>;
  changed(): void;
}

/** What is changed: how it comes from the service, and goes back. */
export interface Source<Standing> {
  /** Under which the tab keeps what is not saved. */
  name: string;
  fields: readonly Field[];
  valuesOf(standing: Standing): Values;
  read(listener: Listener): Promise<Standing>;
  /** Saves what was changed, with one request or several; gives what stands after each. */
  send(listener: Listener, draft: Draft, standing: Standing, reason: string | null): AsyncIterable<Standing>;
  /** When it was saved last, where that tells more than what is shown of it. */
  savedAt?(standing: Standing): string | null;
}

/** `theirs`: somebody else has saved meanwhile. `same`: what was wanted stood already. */
export type Outcome = 'saved' | 'theirs' | 'same';

export class Changing<Standing> {
  protected readonly listener: Listener;
  readonly #source: Source<Standing>;
  readonly #unsaved: Unsaved;
  #standing: Standing | null = null;
  draft: Draft;
  /** What stood before it was saved here. */
  before: Values | null = null;
  /** The names of what somebody else has changed, since this was read; null where nobody has saved. */
  theirs: string[] | null = null;
  isBusy: 'trying' | 'saving' | null = null;
  /** The last try has saved some of it, and the rest was refused. */
  isHalfSaved = false;

  constructor(listener: Listener, source: Source<Standing>) {
    this.listener = listener;
    this.#source = source;
    this.#unsaved = new Unsaved(source.name, listener.me);
    this.draft = new Draft(source.fields, {});
  }

  get standing(): Standing | null {
    return this.#standing;
  }

  /** What was begun in this tab by the same person is there again. */
  async load(): Promise<void> {
    this.#standing = await this.#source.read(this.listener);
    this.draft = new Draft(this.#source.fields, this.#source.valuesOf(this.#standing));
    this.#unsaved.restore(this.draft);
  }

  change(name: string, value: Value): void {
    this.draft.set(name, value);
    this.before = null;
    this.keep();
  }

  keep(): void {
    this.#unsaved.keep(this.draft);
  }

  setBack(name: string): void {
    this.draft.setBack(name);
    this.keep();
  }

  forget(): void {
    this.draft.setAllBack();
    this.keep();
  }

  /** Into the form, to be looked at and saved. */
  bringBack(before: Values): void {
    for (const [name, value] of Object.entries(before)) this.draft.set(name, value);
    this.before = null;
    this.keep();
  }

  save(reason: string): Promise<Outcome> {
    return this.busily('saving', async () => {
      this.isHalfSaved = false;
      if (await this.look()) return 'theirs';
      const before = this.#source.valuesOf(this.#stands);
      try {
        await this.#send(reason.trim() || null);
      } catch (refusal) {
        if (!(refusal instanceof Refusal) || refusal.code !== 'CONFLICT' || this.isHalfSaved) throw refusal;
        if (await this.look()) return 'theirs';
        if (refusal.reason !== 'NOTHING_TO_DO') throw refusal;
        this.forget();
        return 'same';
      }
      this.#settle(before);
      return 'saved';
    });
  }

  /** Whether somebody else has changed something since; it is what stands now. */
  async look(): Promise<boolean> {
    const { valuesOf, read, savedAt } = this.#source;
    const now = await read(this.listener);
    const isSame = savedAt?.(now) === savedAt?.(this.#stands);
    const theirs = this.draft.rebase(valuesOf(now));
    this.#standing = now;
    if (isSame && theirs.length === 0) return false;
    this.theirs = theirs;
    this.stoodOtherwise();
    this.keep();
    return true;
  }

  /** What was learnt of what stood before is of no use any more. */
  protected stoodOtherwise(): void {}

  protected async busily<Result>(what: 'trying' | 'saving', action: () => Promise<Result>): Promise<Result> {
    this.isBusy = what;
    this.listener.changed();
    try {
      return await action();
    } finally {
      this.isBusy = null;
      this.listener.changed();
    }
  }

  get #stands(): Standing {
    if (!this.#standing) throw new Error('the settings are not read yet');
    return this.#standing;
  }

  /** What is saved is what stands, also where the rest is refused. */
  async #send(reason: string | null): Promise<void> {
    const { send, valuesOf, fields } = this.#source;
    for await (const standing of send(this.listener, this.draft, this.#stands, reason)) {
      this.#standing = standing;
      this.isHalfSaved = true;
      for (const { name, kind } of fields) if (kind === 'secret') this.draft.setBack(name);
      this.draft.rebase(valuesOf(standing));
    }
    this.isHalfSaved = false;
  }

  #settle(before: Values): void {
    this.draft.settle(this.#source.valuesOf(this.#stands));
    this.before = before;
    this.theirs = null;
    this.stoodOtherwise();
    this.keep();
  }
}

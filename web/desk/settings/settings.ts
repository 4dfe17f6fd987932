// The settings of a site while they are changed: nothing is saved until it is asked for, and then only on
// what stands at the service at that moment.
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import type { Transport } from '../../shared/api/transport.ts';
import { DeskSettings, DeskUpdateSite, DeskUpdateWaysIn } from '../../shared/generated.ts';
import { Draft, type Value, type Values } from '../parts/draft.ts';
import type { Model } from '../parts/sheet.ts';
import { Unsaved } from '../parts/unsaved.ts';
import { FIELDS, type Standing, siteOf, valuesOf, waysOf } from './fields.ts';

export interface Listener {
  transport: Transport;
  /** Whose changes are kept. */
  me: string;
  proved<Result>(action: () => Promise<Result>): Promise<Result>;
  changed(): void;
}

/** `theirs`: somebody else has saved meanwhile. */
export type Outcome = 'saved' | 'theirs';

export class Settings implements Model {
  readonly #listener: Listener;
  readonly #unsaved: Unsaved;
  #standing: Standing | null = null;
  draft = new Draft(FIELDS, {});
  before: Values | null = null;
  theirs: string[] = [];
  isBusy: Model['isBusy'] = null;
  /** The last try has saved the ways in, and the rest was refused. */
  isHalfSaved = false;

  constructor(listener: Listener) {
    this.#listener = listener;
    this.#unsaved = new Unsaved('settings', listener.me);
  }

  get standing(): Standing | null {
    return this.#standing;
  }

  async load(): Promise<void> {
    this.#standing = await this.#read();
    this.draft = new Draft(FIELDS, valuesOf(this.#standing));
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

  bringBack(before: Values): void {
    for (const [name, value] of Object.entries(before)) this.draft.set(name, value);
    this.before = null;
    this.keep();
  }

  async save(reason: string): Promise<Outcome> {
    this.isBusy = 'saving';
    this.isHalfSaved = false;
    this.#listener.changed();
    try {
      return await this.#save(reason.trim() || null);
    } finally {
      this.isBusy = null;
      this.#listener.changed();
    }
  }

  async #save(reason: string | null): Promise<Outcome> {
    const now = await this.#read();
    const theirs = this.draft.rebase(valuesOf(now));
    this.#standing = now;
    if (theirs.length > 0) {
      this.theirs = theirs;
      this.keep();
      return 'theirs';
    }
    const before = valuesOf(now);
    await this.#send(reason);
    this.draft.settle(valuesOf(this.#standing));
    this.before = before;
    this.theirs = [];
    this.keep();
    return 'saved';
  }

  /**
   * What is saved is what stands, also where the rest is refused. The ways in first: they are refused
   * for more than what was typed, and then nothing is saved.
   */
  async #send(reason: string | null): Promise<void> {
    const { transport, proved } = this.#listener;
    const ways = waysOf(this.draft);
    if (ways) {
      const input = { site: place.site, reason, ...ways };
      const { updateWaysIn } = await proved(() => transport.run(DeskUpdateWaysIn, { input }));
      this.#stand(updateWaysIn.site);
      this.isHalfSaved = true;
    }
    const site = siteOf(this.draft);
    if (site) {
      const input = { site: place.site, reason, ...site };
      const { updateSite } = await proved(() => transport.run(DeskUpdateSite, { input }));
      this.#stand(updateSite.site);
    }
    this.isHalfSaved = false;
  }

  #stand(standing: Standing): void {
    this.#standing = standing;
    this.draft.rebase(valuesOf(standing));
  }

  async #read(): Promise<Standing> {
    const { site } = await this.#listener.transport.run(DeskSettings, { site: place.site });
    if (!site) throw new Refusal('no such site', { code: 'NOT_FOUND' });
    return site;
  }
}

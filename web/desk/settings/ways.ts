// With whom people sign in besides, as it is set up: providers, and the site's own keys. For admins.
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { DeskWays, type ProviderSetUpFragment, type SigningKeyFragment } from '../../shared/generated.ts';
import type { DeskPage } from '../page.ts';

export type Provider = ProviderSetUpFragment;
export type SiteKey = SigningKeyFragment;

export class Ways {
  readonly #desk: DeskPage;
  readonly #logged: () => void;
  providers: readonly Provider[] | null = null;
  keys: readonly SiteKey[] | null = null;
  problem = '';

  /** `logged`: something was done that stands in the log. */
  constructor(desk: DeskPage, logged: () => void) {
    this.#desk = desk;
    this.#logged = logged;
  }

  /** One of them was added, changed or removed. */
  async again(): Promise<void> {
    this.#logged();
    await this.load();
  }

  async load(): Promise<void> {
    this.problem = '';
    try {
      const { site } = await this.#desk.transport.run(DeskWays, { site: place.site });
      this.providers = site?.providers ?? [];
      this.keys = site?.siteKeys ?? [];
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.problem = this.#desk.explain(refusal);
    }
    this.#desk.update();
  }
}

// What was changed in settings and is not saved, kept for as long as the tab is open: a session may end, a
// page be loaded again. Of secrets nothing is kept.
import { place } from '../../own/place.ts';
import { type Kept, kept } from '../kept.ts';
import type { Draft, Values } from './draft.ts';

interface Begun {
  /** Whose changes they are: nobody else goes on with them. */
  by: string;
  site: string;
  values: Values;
}

const NONE: Begun = { by: '', site: '', values: {} };

const fits = (value: unknown): value is Begun => {
  const { by, site, values } = (value ?? {}) as Partial<Begun>;
  return typeof by === 'string' && typeof site === 'string' && typeof values === 'object' && values !== null;
};

export class Unsaved {
  readonly #kept: Kept<Begun>;
  readonly #me: string;

  constructor(name: string, me: string) {
    this.#kept = kept(() => sessionStorage, name, NONE, fits);
    this.#me = me;
  }

  keep({ kept: values }: Pick<Draft, 'kept'>): void {
    const isSomething = Object.keys(values).length > 0;
    this.#kept.set(isSomething ? { by: this.#me, site: place.site, values } : NONE);
  }

  restore(draft: Pick<Draft, 'set'>): void {
    const { by, site, values } = this.#kept.get();
    if (by !== this.#me || site !== place.site) return;
    for (const [name, value] of Object.entries(values)) draft.set(name, value);
  }
}

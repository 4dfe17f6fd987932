// Where the refresh token is from one page to the next: in the frame's own storage, which browsers
// keep apart for each site around it. Where a browser keeps nothing, it lives as long as the page.

export interface Kept {
  /** Names the session: it stays when tokens change, and another signing in has another. */
  session: string;
  refreshToken: string;
  /** The session that a moderating one has taken the place of. */
  below?: Kept;
}

export class Store {
  readonly #name: string;
  readonly #storage: Storage | null;
  #memory: Kept | null = null;

  constructor(site: string, origin: string, storage = usable()) {
    this.#name = `rejoinder-session ${site} ${origin}`;
    this.#storage = storage;
  }

  read(): Kept | null {
    if (!this.#storage) return this.#memory;
    return parse(this.#storage.getItem(this.#name));
  }

  write(kept: Kept | null): void {
    this.#memory = kept;
    if (kept) this.#storage?.setItem(this.#name, JSON.stringify(kept));
    else this.#storage?.removeItem(this.#name);
  }

  /** Tells when another page of the same site around it has changed something. */
  watch(changed: () => void): void {
    if (!this.#storage) return;
    addEventListener('storage', ({ key }) => {
      if (key === this.#name || key === null) changed();
    });
  }
}

/** Null where the browser refuses storage, or has room for none. */
function usable(): Storage | null {
  try {
    localStorage.setItem('rejoinder-probe', '');
    localStorage.removeItem('rejoinder-probe');
    return localStorage;
  } catch {
    return null;
  }
}

function parse(text: string | null): Kept | null {
  if (text === null) return null;
  try {
    const kept: Kept = JSON.parse(text);
    return typeof kept.session === 'string' && typeof kept.refreshToken === 'string' ? kept : null;
  } catch {
    return null;
  }
}

// Where the refresh token is from one page to the next: in the frame's own storage, which browsers
// keep apart for each site around it. Who blocks third-party cookies blocks that storage too in some
// browsers, which then still take a cookie that is kept apart likewise; it is sent with nothing but
// the frame's own page. Where a browser keeps neither, the session lives as long as the page.

export interface Kept {
  /** Names the session: it stays when tokens change, and another signing in has another. */
  session: string;
  refreshToken: string;
  /** Whether it is one for moderating on the page around. */
  isModerating: boolean;
  /** The session that a moderating one has taken the place of. */
  below?: Kept;
}

interface Place {
  read(): string | null;
  write(text: string | null): void;
}

export class Store {
  readonly #place: Place;

  constructor(site: string, origin: string) {
    const name = `rejoinder-session-${encodeURIComponent(`${site} ${origin}`)}`;
    this.#place = [inStorage, inCookie].map((make) => make(name)).find(works) ?? inMemory();
  }

  read(): Kept | null {
    const text = this.#place.read();
    return text === null ? null : parse(text);
  }

  write(kept: Kept | null): void {
    this.#place.write(kept && JSON.stringify(kept));
  }
}

const inStorage = (name: string): Place => ({
  read: () => localStorage.getItem(name),
  write: (text) => (text === null ? localStorage.removeItem(name) : localStorage.setItem(name, text)),
});

const DAYS_30 = 2_592_000;

const inCookie = (name: string): Place => ({
  read: () => {
    const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : null;
  },
  write: (text) => {
    const value = text === null ? '; Max-Age=0' : `${encodeURIComponent(text)}; Max-Age=${DAYS_30}`;
    // biome-ignore lint/suspicious/noDocumentCookie: the one API that every browser has.
    document.cookie = `${name}=${value}; Path=${location.pathname}; Secure; SameSite=None; Partitioned`;
  },
});

function inMemory(): Place {
  let kept: string | null = null;
  return {
    read: () => kept,
    write: (text) => {
      kept = text;
    },
  };
}

/** Whether a place gives back what was put there; what is there already stays. */
function works(place: Place): boolean {
  try {
    const before = place.read();
    if (before !== null) return true;
    place.write('{}');
    const isThere = place.read() === '{}';
    place.write(null);
    return isThere;
  } catch {
    return false;
  }
}

function parse(text: string): Kept | null {
  try {
    const kept: Kept = JSON.parse(text);
    const isWhole = typeof kept.session === 'string' && typeof kept.refreshToken === 'string';
    return isWhole ? { ...kept, isModerating: kept.isModerating === true } : null;
  } catch {
    return null;
  }
}

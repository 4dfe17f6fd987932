// The session itself: tokens, and what is asked with them. Nothing here speaks to the page around.
import type { Document } from '../../shared/api/document.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import {
  RefreshSession,
  SignInWithSiteToken,
  SignOut,
  Who as WhoDocument,
  type WhoFragment,
} from '../../shared/generated.ts';
import type { Who } from '../session/protocol.ts';
import type { Service } from './service.ts';
import type { Kept, Store } from './store.ts';

/** Shorter than an access token is good for, by the time that clocks and answers take. */
const FRESH = 8 * 60 * 1000;

interface Access {
  session: string;
  token: string;
  until: number;
}

export class Session {
  readonly #service: Service;
  readonly #store: Store;
  readonly #site: string;
  readonly #changed: (who: Who | null, unsure: boolean) => void;
  #access: Access | null = null;
  #refreshing: Promise<Access> | null = null;
  #told: string | null = null;

  constructor(site: string, service: Service, store: Store, changed: (who: Who | null, unsure: boolean) => void) {
    this.#site = site;
    this.#service = service;
    this.#store = store;
    this.#changed = changed;
  }

  /** Tells who is signed in where that is somebody else than was told last: another page may have changed it. */
  async look(): Promise<void> {
    if ((this.#store.read()?.session ?? null) !== this.#told) await this.tell();
  }

  /** Tells who is signed in, as the service sees it. */
  async tell(): Promise<void> {
    this.#told = this.#store.read()?.session ?? null;
    if (this.#told === null) return this.#changed(null, false);
    try {
      const { viewer } = await this.#ask(WhoDocument, {});
      this.#changed(viewer && who(viewer, this.#store.read()?.isModerating ?? false), false);
    } catch {
      // A session that has ended was taken out of the store on the way here.
      const isThere = this.#store.read() !== null;
      if (isThere) this.#told = null;
      this.#changed(null, isThere);
    }
  }

  async begin(tokens: { accessToken: string; refreshToken: string }, isModerating: boolean): Promise<void> {
    const session = crypto.getRandomValues(new Uint32Array(4)).join('-');
    const before = this.#store.read();
    const below = before?.below ?? before;
    const kept: Kept = { session, refreshToken: tokens.refreshToken, isModerating };
    this.#store.write(isModerating && below ? { ...kept, below } : kept);
    this.#access = { session, token: tokens.accessToken, until: Date.now() + FRESH };
    await this.tell();
  }

  async takeSiteToken(token: string): Promise<void> {
    const { signInWithSiteToken } = await this.#service.run(SignInWithSiteToken, { site: this.#site, token });
    const { accessToken, refreshToken } = signInWithSiteToken;
    if (!accessToken || !refreshToken) throw new Refusal('no session', { code: 'FORBIDDEN' });
    await this.begin({ accessToken, refreshToken }, false);
  }

  /** Ends here even where the service cannot be told. */
  async signOut(): Promise<void> {
    const kept = this.#store.read();
    this.#access = null;
    this.#store.write(kept?.below ?? null);
    if (kept) await this.#service.run(SignOut, { refreshToken: kept.refreshToken }).catch(() => {});
    await this.tell();
  }

  /** Runs a document in the name of who is signed in. */
  async ask(document: string, variables: Record<string, unknown>): Promise<unknown> {
    try {
      return await this.#ask<unknown, unknown>(document, variables);
    } catch (refusal) {
      void this.look();
      throw refusal;
    }
  }

  async #ask<Data, Variables>(document: Document<Data, Variables>, variables: Variables): Promise<Data> {
    const access = await this.#fresh();
    try {
      return await this.#service.run(document, variables, access.token);
    } catch (refusal) {
      if (!isOver(refusal)) throw refusal;
      if (this.#access === access) this.#access = null;
      const { token } = await this.#fresh();
      return await this.#service.run(document, variables, token);
    }
  }

  async #fresh(): Promise<Access> {
    const session = this.#store.read()?.session;
    if (this.#access && this.#access.session === session && Date.now() < this.#access.until) return this.#access;
    this.#refreshing ??= alone(() => this.#refresh()).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** One page after the other: a refresh token is good for one use, and the next stands in the store. */
  async #refresh(): Promise<Access> {
    const kept = this.#store.read();
    if (!kept) throw new Refusal('nobody is signed in', { code: 'UNAUTHENTICATED', reason: 'SESSION_ENDED' });
    try {
      const { refreshSession } = await this.#service.run(RefreshSession, { refreshToken: kept.refreshToken });
      const { accessToken, refreshToken } = refreshSession;
      // Somebody may have signed out, or in, meanwhile: then this is nobody's any more.
      if (this.#store.read()?.session === kept.session) this.#store.write({ ...kept, refreshToken });
      this.#access = { session: kept.session, token: accessToken, until: Date.now() + FRESH };
      return this.#access;
    } catch (refusal) {
      if (!isOver(refusal)) throw refusal;
      if (this.#store.read()?.session === kept.session) this.#store.write(kept.below ?? null);
      throw refusal;
    }
  }
}

/** Whether a token is refused, rather than what was asked with it. */
function isOver(refusal: unknown): boolean {
  const reasons = ['SESSION_ENDED', 'TOKEN_EXPIRED', 'TOKEN_INVALID'];
  return refusal instanceof Refusal && reasons.includes(refusal.reason ?? '');
}

function who({ author }: WhoFragment, isModerating: boolean): Who {
  return { id: author.id, displayName: author.displayName, badge: author.role, isModerating };
}

/** One after the other in all pages that share the store. Where the browser has no locks for this frame, the
 * service gives two that come with one token at once the same next one. */
async function alone<Result>(action: () => Promise<Result>): Promise<Result> {
  let begun: Promise<Result> | null = null;
  const begin = () => {
    begun ??= action();
    return begun;
  };
  try {
    return await navigator.locks.request('rejoinder-session', begin);
  } catch (failure) {
    if (begun) throw failure;
    return begin();
  }
}

// Looks whether the address names a comment: when the page opens, and when a link is pressed later.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Refusal } from '../../shared/api/refusal.ts';
import type { ThreadController } from './thread.ts';

const links = () =>
  import('../links.ts').catch(() => {
    throw new Refusal('a part could not be fetched', { code: 'NETWORK' });
  });

export class PermalinkController implements ReactiveController {
  readonly #thread: ThreadController;
  /** What was open when the address was followed: once for each. */
  #followed: unknown = null;

  constructor(host: ReactiveControllerHost, thread: ThreadController) {
    this.#thread = thread;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('hashchange', this.#follow);
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.#follow);
  }

  hostUpdated(): void {
    const { phase, opened } = this.#thread;
    if (phase !== 'ready' || this.#followed === opened) return;
    this.#followed = opened;
    void this.#follow();
  }

  readonly #follow = async (event?: Event): Promise<void> => {
    if (!location.hash.startsWith('#comment') || this.#thread.phase !== 'ready') return;
    await this.#thread.attempt(
      null,
      () => this.#follow(event),
      async () => (await links()).followAddress(this.#thread, event !== undefined),
    );
  };
}

// Follows links to a comment: the one in the address when the page opens, and those pressed later.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Branch } from '../model.ts';
import type { ThreadController } from './thread.ts';

const LINK = /^#comment[-_]([0-9a-f]{32})$/;

/** The comment that an address names. */
export function linkedId(hash: string): string | null {
  const unique = LINK.exec(hash)?.[1];
  return unique ? `comment_${unique}` : null;
}

export class PermalinkController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #thread: ThreadController;
  readonly #gone: () => void;
  /** What was open when the address was followed: once for each. */
  #followed: unknown = null;

  /** `gone` is told where a link leads to a comment that is not there any more. */
  constructor(host: ReactiveControllerHost, thread: ThreadController, gone: () => void) {
    this.#host = host;
    this.#thread = thread;
    this.#gone = gone;
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

  readonly #follow = async () => {
    const id = linkedId(location.hash);
    if (!id || this.#thread.phase !== 'ready') return;
    const branch = await this.#thread.follow(id);
    if (branch === undefined) this.#gone();
    if (!branch) return;
    this.#aim(branch);
    this.#host.requestUpdate();
    await this.#thread.focus(branch);
  };

  #aim(branch: Branch): void {
    const { target } = this.#thread;
    this.#thread.target = branch;
    target?.changed();
    branch.changed();
  }
}

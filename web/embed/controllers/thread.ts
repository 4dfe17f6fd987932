// One thread on the page: fetches, and keeps what came. Draws nothing.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Refusal } from '../../shared/api/refusal.ts';
import type { Transport } from '../../shared/api/transport.ts';
import { Branches } from '../branches.ts';
import { type Connection, connect } from '../connection.ts';
import { isKept, sessionMark } from '../marks.ts';
import type { Branch, CommentOrder, Head, Page, Tree } from '../model.ts';
import { member } from '../parts.ts';

export interface Which {
  service: string;
  site: string;
  episode: string;
  order: CommentOrder;
}

/** `waiting`: nobody has said yet which thread. */
export type Phase = 'waiting' | 'loading' | 'ready' | 'failed';

/** Where something was wanted: at a comment, at the thread itself (null), or below it. */
export type Where = Branch | null | 'below';

/** What could not be done, and how to try again. */
export interface Problem {
  refusal: Refusal;
  at: Where;
  again(): Promise<unknown>;
}

/** What of the thread is taken in beside its first page, which has come. */
export type Renewal = (thread: ThreadController, first: First, run: Transport['run']) => Promise<Branches>;

export interface First {
  pinnedComments: Tree[];
  comments: Page;
}

/** Milliseconds that a thread is kept waiting for whoever was signed in: then it is shown as a reader's. */
const PATIENCE = 1500;

export class ThreadController implements ReactiveController {
  which: Which | null = null;
  phase: Phase = 'waiting';
  /** Null where nobody has commented yet. */
  head: Head | null = null;
  branches = new Branches();
  problem: Problem | null = null;
  readonly waiting = new Set<Where>();
  /** Whether a link has led to a comment that is not there any more. */
  isLinkGone = false;
  /** The comment that a link has led to. */
  target: Branch | null = null;
  /** What was last said to those who do not see what has changed. */
  announcement = '';
  /** Ends when the thread that is open gives way, to another one or to none. */
  opened = new AbortController();
  /** Until what is shown is what the viewer may see who is here now. */
  renewed: Promise<void> = Promise.resolve();

  readonly #host: ReactiveControllerHost;
  #connection: Connection | null = null;
  #wanted = new AbortController();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  get connection(): Connection {
    if (!this.#connection) throw new Error('no thread is open');
    return this.#connection;
  }

  /** Shows a thread, in place of the one that was shown. */
  async open(which: Which): Promise<void> {
    this.close();
    this.which = which;
    this.phase = 'loading';
    this.#connection = connect(which.service, which.site);
    await this.#resume();
    if (this.which !== which) return;
    this.#connection.addEventListener('change', () => this.renew(), this.opened);
    await this.load();
  }

  /** Shows no thread; what was asked for is not wanted any more. */
  close(): void {
    this.opened.abort();
    this.opened = new AbortController();
    this.#begin();
    this.which = null;
    this.phase = 'waiting';
    this.head = null;
    this.branches = new Branches();
    this.target = null;
  }

  /** Fetches the first page anew, in the order that there is or in another. What is shown stays until it is here. */
  async load(orderBy = this.#open.order, renewal = onlyFirst): Promise<void> {
    const wanted = this.#begin();
    if (this.phase === 'failed') this.phase = 'loading';
    const which = this.#open;
    const { site, episode: key } = which;
    await this.attempt(
      null,
      () => this.load(orderBy, renewal),
      async () => {
        const { episode } = await this.run(this.connection.documents.thread, { site, key, orderBy });
        const branches = episode ? await renewal(this, episode, this.run) : new Branches();
        if (wanted.aborted) return;
        if (orderBy !== which.order) this.which = { ...which, order: orderBy };
        this.branches = branches;
        this.head = episode;
        this.phase = 'ready';
      },
    );
    if (this.problem && !wanted.aborted && this.phase === 'loading') this.phase = 'failed';
    this.#host.requestUpdate();
  }

  /** Fetches all anew that is shown, which stays where it is: somebody else reads it, or something of it has changed. */
  renew(): Promise<void> {
    this.renewed = this.load(undefined, this.connection.renewal);
    return this.renewed;
  }

  /** Fetches the next page; gives what it has brought. */
  next(): Promise<Branch[] | null> {
    const { site, episode: key, order: orderBy } = this.#open;
    const after = this.branches.cursor;
    return this.attempt(
      'below',
      () => this.next(),
      async () => {
        if (!after) return [];
        const { episode } = await this.run(this.connection.documents.comments, { site, key, orderBy, after });
        return episode ? this.branches.append(episode.comments) : [];
      },
    );
  }

  /** Fetches the next page of replies, and gives its first. */
  nextReplies(branch: Branch): Promise<Branch | null> {
    return this.attempt(
      branch,
      () => this.nextReplies(branch),
      async () => {
        const { comment } = await this.run(this.connection.documents.replies, { id: branch.id, after: branch.cursor });
        if (!comment) throw new Refusal('not found', { code: 'NOT_FOUND' });
        return this.branches.appendReplies(branch, comment.replies);
      },
    );
  }

  /** Something of it is another: it is drawn again. */
  changed(): void {
    this.#host.requestUpdate();
  }

  /** Whether a form for an answer makes sense; who is signed out is asked to sign in by it. */
  mayReply({ comment }: Branch): boolean {
    if (comment.tombstone || !this.head || this.head.state === 'CLOSED') return false;
    if (comment.viewerCan) return comment.viewerCan.reply.allowed;
    return this.head.state === 'OPEN' && !comment.branchLock;
  }

  /** Gives a comment the focus, once it is drawn. */
  async focus(branch: Branch): Promise<void> {
    const path = [branch];
    for (let { above } = branch; above; above = above.above) path.unshift(above);
    await this.#host.updateComplete;
    for (const step of path) await step.view?.updateComplete;
    branch.view?.reveal();
  }

  announce(words: string): void {
    this.announcement = words;
    this.changed();
  }

  get #open(): Which {
    if (!this.which) throw new Error('no thread is open');
    return this.which;
  }

  /** Takes up the session of an earlier visit before anything is asked. */
  async #resume(): Promise<void> {
    const { service, site } = this.#open;
    if (this.connection.viewer || !isKept(sessionMark(service, site))) return;
    const { connection } = this;
    const resumed = member()
      .then(({ resume }) => resume(connection))
      .catch(() => {});
    await Promise.race([resumed, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  }

  readonly run: Transport['run'] = (document, variables) =>
    this.connection.transport.run(document, variables, this.#wanted.signal);

  #begin(): AbortSignal {
    this.#wanted.abort();
    this.#wanted = new AbortController();
    this.problem = null;
    this.waiting.clear();
    return this.#wanted.signal;
  }

  /** Does something, or keeps why it could not be done; null then. */
  async attempt<Result>(at: Where, again: Problem['again'], action: () => Promise<Result>): Promise<Result | null> {
    const { signal } = this.#wanted;
    if (this.problem?.at === at) this.problem = null;
    this.waiting.add(at);
    this.#turned(at);
    try {
      return await action();
    } catch (refusal) {
      if (signal.aborted) return null;
      if (!(refusal instanceof Refusal)) throw refusal;
      this.problem = { refusal, at, again };
      return null;
    } finally {
      if (!signal.aborted) this.waiting.delete(at);
      this.#turned(at);
    }
  }

  #turned(at: Where): void {
    if (at && at !== 'below') at.changed();
    this.changed();
  }
}

const onlyFirst: Renewal = async ({ branches: before, target }, { pinnedComments, comments }) => {
  const branches = new Branches();
  branches.begin(pinnedComments, [comments], before, target);
  return branches;
};

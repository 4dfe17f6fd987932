// One thread on the page: fetches, and keeps what came. Draws nothing.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Refusal } from '../../shared/api/refusal.ts';
import {
  Comments,
  Linked,
  MemberComments,
  MemberHead,
  MemberLinked,
  MemberReplies,
  MemberThread,
  Replies,
  Thread,
} from '../../shared/generated.ts';
import { type Connection, connect } from '../connection.ts';
import { Branch, type Comment, type CommentOrder, type Head, type Page, type Tree } from '../model.ts';
import { has, part } from '../parts.ts';
import { hasSession } from '../session-mark.ts';

export interface Which {
  service: string;
  site: string;
  episode: string;
}

export type Phase = 'waiting' | 'loading' | 'ready' | 'failed';

/** Whether what was asked for is still wanted when it comes. */
type Wanted = () => boolean;

export class ThreadController implements ReactiveController {
  which: Which | null = null;
  order: CommentOrder = 'OLDEST';
  phase: Phase = 'waiting';
  /** Null where nobody has commented yet. */
  head: Head | null = null;
  pinned: Branch[] = [];
  /** The branch at the top that a link led into, until its page comes. */
  linked: Branch | null = null;
  /** Comments at the top, page by page: a page that has come is drawn once. */
  pages: Branch[][] = [];
  /** Comments at the top that were posted here and that no page has brought yet. */
  posted: Branch[] = [];
  more = false;
  /** Why the last request failed. */
  refusal: Refusal | null = null;

  readonly #host: ReactiveControllerHost;
  #branches = new Map<string, Branch>();
  #cursor: string | null = null;
  #connection: Connection | null = null;
  #ask = new AbortController();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get connection(): Connection {
    if (!this.#connection) throw new Error('the thread names no site');
    return this.#connection;
  }

  hostDisconnected(): void {
    this.#leave();
    this.which = null;
    this.phase = 'waiting';
  }

  /** Shows another thread; the same again changes nothing. */
  async open(which: Which): Promise<void> {
    this.#leave();
    this.which = which;
    this.#connection = connect(which.service, which.site);
    this.#connection.addEventListener('change', this.#signed);
    this.phase = 'loading';
    if (has('session') && hasSession(which.service, which.site)) {
      const session = await part('session').catch(() => null);
      if (this.which !== which) return;
      await session?.resume(this.connection).catch(() => {});
      if (this.which !== which || this.phase !== 'loading' || this.connection.viewer) return;
    }
    await this.load();
  }

  /** Fetches the first page anew. */
  async load(): Promise<void> {
    const wanted = this.#begin();
    this.phase = 'loading';
    this.#host.requestUpdate();
    try {
      const { site, episode } = this.#known;
      const document = this.connection.viewer ? MemberThread : Thread;
      const variables = { site, key: episode, orderBy: this.order };
      const data = await this.#run(document, variables);
      if (!wanted()) return;
      this.#take(data.episode);
      this.phase = 'ready';
    } catch (failure) {
      if (wanted()) this.#fail(failure, 'failed');
    }
    this.#host.requestUpdate();
  }

  sort(order: CommentOrder): Promise<void> {
    this.order = order;
    return this.load();
  }

  /** Fetches the next page, and gives its first comment. */
  async next(): Promise<Branch | null> {
    if (!this.#cursor) return null;
    const { site, episode } = this.#known;
    const document = this.connection.viewer ? MemberComments : Comments;
    const variables = { site, key: episode, orderBy: this.order, after: this.#cursor };
    return this.#try(async () => {
      const data = await this.#run(document, variables);
      const before = this.pages.length;
      if (data.episode) this.#append(data.episode.comments);
      return this.pages.slice(before).flat()[0] ?? null;
    });
  }

  /** Fetches the next page of replies, and gives its first. */
  async nextReplies(branch: Branch): Promise<Branch | null> {
    const document = this.connection.viewer ? MemberReplies : Replies;
    return this.#try(async () => {
      const { comment } = await this.#run(document, { id: branch.id, after: branch.cursor });
      if (!comment) throw new Refusal('not found', { code: 'NOT_FOUND' });
      const before = new Set(branch.replies);
      this.#merge(branch, comment.replies, true);
      return branch.replies.find((reply) => !before.has(reply)) ?? null;
    });
  }

  find(id: string): Branch | undefined {
    return this.#branches.get(id);
  }

  /** Finds a comment wherever in the thread it stands; null where it is in none, or in another. */
  async follow(id: string): Promise<Branch | null> {
    const known = this.find(id);
    if (known) return known;
    const document = this.connection.viewer ? MemberLinked : Linked;
    return this.#try(async () => {
      const { comment } = await this.#run(document, { id });
      if (!comment || !this.head || comment.episode.key !== this.head.key) return null;
      let at: Branch | null = null;
      for (const step of [...comment.ancestors, comment]) {
        const isNew = !this.#branches.has(step.id);
        at = this.#branch(step, at);
        if (isNew && !at.above) this.linked = at;
      }
      return at;
    });
  }

  /** Takes in a comment as it is now: one that was just posted, or one that has changed. */
  put(comment: Tree, aboveId?: string | null): Branch {
    const isNew = !this.#branches.has(comment.id);
    const above = (aboveId && this.#branches.get(aboveId)) || null;
    const branch = this.#branch(comment, above);
    if (isNew && !above) this.posted = [...this.posted, branch];
    if (isNew && above && (comment.status ?? 'APPROVED') === 'APPROVED') this.#count(above, 1);
    branch.changed();
    this.#host.requestUpdate();
    return branch;
  }

  /** Takes out a comment that is gone, and tombstones that stood only for its sake. Gives what is above. */
  drop(branch: Branch): Branch | null {
    const { above } = branch;
    this.#branches.delete(branch.id);
    const others = (list: Branch[]) => list.filter((one) => one !== branch);
    if (above) {
      above.replies = others(above.replies);
      this.#count(above, -1);
      if (above.comment.tombstone && above.replies.length === 0 && above.left === 0) return this.drop(above);
    } else {
      this.pages = this.pages.map((page) => (page.includes(branch) ? others(page) : page));
      this.posted = others(this.posted);
      this.pinned = others(this.pinned);
      if (this.linked === branch) this.linked = null;
    }
    this.#host.requestUpdate();
    return above;
  }

  /** Asks how the thread stands now; where that cannot be known, it stays as it is. */
  async refreshHead(): Promise<void> {
    const { site, episode } = this.#known;
    const wanted = this.#wanted();
    const data = await this.#run(MemberHead, { site, key: episode }).catch(() => null);
    if (!data?.episode || !wanted()) return;
    const changed = this.head?.state !== data.episode.state;
    this.head = data.episode;
    if (changed) for (const branch of this.#branches.values()) branch.changed();
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
    await this.#host.updateComplete;
    branch.view?.reveal();
  }

  readonly #signed = () => {
    void this.load();
  };

  get #known(): Which {
    if (!this.which) throw new Error('no thread is open');
    return this.which;
  }

  #run: Connection['transport']['run'] = (document, variables) =>
    this.connection.transport.run(document, variables, this.#ask.signal);

  #leave(): void {
    this.#begin();
    this.#connection?.removeEventListener('change', this.#signed);
    this.head = null;
    this.order = 'OLDEST';
    this.#forget();
  }

  /** Whatever was asked for before is not wanted any more. */
  #begin(): Wanted {
    this.#ask.abort();
    this.#ask = new AbortController();
    this.refusal = null;
    return this.#wanted();
  }

  #wanted(): Wanted {
    const { signal } = this.#ask;
    return () => !signal.aborted;
  }

  #forget(): void {
    this.#branches = new Map();
    this.pinned = [];
    this.linked = null;
    this.pages = [];
    this.posted = [];
    this.more = false;
    this.#cursor = null;
  }

  #take(episode: (Head & { comments: Page; pinnedComments: Tree[] }) | null): void {
    this.#forget();
    this.head = episode;
    if (!episode) return;
    this.pinned = episode.pinnedComments.map((comment) => this.#branch(comment, null));
    this.#append(episode.comments);
  }

  #append({ nodes, pageInfo }: Page): void {
    const page = [];
    for (const comment of nodes) {
      const isShown = this.#branches.has(comment.id);
      const branch = this.#branch(comment, null);
      const wasPosted = this.posted.includes(branch);
      if (wasPosted) this.posted = this.posted.filter((one) => one !== branch);
      if (!isShown || wasPosted) page.push(branch);
    }
    this.pages = [...this.pages, page];
    this.#cursor = pageInfo.endCursor;
    this.more = pageInfo.hasNextPage;
  }

  /** The branch of a comment, made where there is none yet, with the replies that came along. */
  #branch(tree: Tree, above: Branch | null): Branch {
    const { replies, ...comment } = tree;
    let branch = this.#branches.get(tree.id);
    if (branch) {
      branch.comment = { ...branch.comment, ...comment };
    } else {
      branch = new Branch(comment, above);
      this.#branches.set(tree.id, branch);
      if (above) insert(above, branch);
    }
    if (replies) this.#merge(branch, replies, false);
    return branch;
  }

  #merge(branch: Branch, { nodes, pageInfo }: Page, isNext: boolean): void {
    for (const reply of nodes) this.#branch(reply, branch);
    if (isNext || branch.more === undefined) {
      branch.more = pageInfo.hasNextPage;
      branch.cursor = pageInfo.endCursor;
    }
    branch.changed();
  }

  #count(branch: Branch, change: number): void {
    branch.comment = { ...branch.comment, replyCount: branch.comment.replyCount + change };
    branch.changed();
  }

  async #try<Result>(action: () => Promise<Result>): Promise<Result | null> {
    const wanted = this.#wanted();
    this.refusal = null;
    try {
      return await action();
    } catch (failure) {
      if (wanted()) this.#fail(failure, this.phase);
      return null;
    } finally {
      this.#host.requestUpdate();
    }
  }

  #fail(failure: unknown, phase: Phase): void {
    if (!(failure instanceof Refusal)) throw failure;
    this.refusal = failure;
    this.phase = phase;
  }
}

/** Replies stand in the order in which they were written, and ids rise with time. */
function insert(above: Branch, reply: Branch): void {
  const at = above.replies.findIndex(({ id }) => id > reply.id);
  above.replies = above.replies.toSpliced(at < 0 ? above.replies.length : at, 0, reply);
  above.changed();
}

export type { Comment };

// One episode while it is shown: what keys do there, which form is open, and where the focus is.
import type { CommentOrder, UpdateEpisodeInput } from '../../shared/generated.ts';
import { type Key, switched } from '../keys.ts';
import type { Heard } from '../live.ts';
import type { DeskPage } from '../page.ts';
import { addressOf } from '../parts/said.ts';
import { inText } from '../parts/trouble.ts';
import type { Decision } from '../queues/decisions.ts';
import { Acts, type Done, type Terms, type Turn, WHOLE } from './acts.ts';
import { said } from './draw/lately.ts';
import type { Asked, Spoken, View } from './draw/view.ts';
import { lookAgain, type Watched } from './elsewhere.ts';
import { type Mark, may } from './rights.ts';
import type { Thread } from './thread.ts';

export class OneEpisode implements View, Watched {
  readonly language: Spoken;
  readonly thread: Thread;
  readonly acts: Acts;
  readonly listAddress: string;
  current: string | null = null;
  asked: Asked | null = null;
  opened: string | null = null;
  complaint = '';
  readonly #desk: DeskPage;
  /** The part that had the focus, for it to stay there. */
  #held = '';

  constructor(desk: DeskPage, language: Spoken, thread: Thread, listAddress: string) {
    this.#desk = desk;
    this.listAddress = listAddress;
    this.language = language;
    this.thread = thread;
    this.acts = new Acts(thread);
  }

  get hasKeys(): boolean {
    return switched.get();
  }

  get keys(): Key[] {
    const { words } = this.language;
    const key = (keys: string[], says: string, run: () => void): Key => ({ keys, says, run });
    const decide = (kind: 'approve' | 'spam' | 'restore') => () => this.#onCurrent((id) => this.decide(id, { kind }));
    return [
      key(['j', 'ArrowDown'], words.keyNext, () => this.#step(1)),
      key(['k', 'ArrowUp'], words.keyPrevious, () => this.#step(-1)),
      key(['a'], words.approve, decide('approve')),
      key(['r'], words.reject, () => this.#onCurrent((id) => this.#beginRejecting(id))),
      { keys: ['1', '2', '3', '4', '5', '6'], says: words.keyReasons, run: null },
      key(['s'], words.spam, decide('spam')),
      key(['p'], words.restore, decide('restore')),
      key(['u'], words.undo, () => this.undo()),
      key(['o'], words.keyOpen, () => this.#onCurrent((id) => this.#openPage(id))),
    ];
  }

  async begin(comment: string | null): Promise<void> {
    await this.thread.loadHead();
    if (this.thread.head) this.#desk.tell(this.thread.head.title);
    // Before the comments come: meanwhile somebody may go on from here.
    if (!comment) (document.getElementById('episode-title') ?? document.querySelector('h1'))?.focus();
    await this.thread.loadFirst();
    if (!comment) return;
    const isThere = await this.thread.lead(comment);
    if (!isThere) this.#gone();
    else if (!this.asked && this.current === null) this.#go(comment);
  }

  /** Much may have been decided elsewhere. */
  async again(): Promise<void> {
    await Promise.all([this.thread.load(), this.thread.sortBy(this.thread.tree.order)]);
  }

  get held(): ReadonlySet<string> {
    const { asked, current, thread } = this;
    const subject = asked?.subject === WHOLE ? thread.id : asked?.subject;
    return new Set([current, subject].filter((id) => typeof id === 'string'));
  }

  /** Something has happened elsewhere: what was read and typed stays. */
  lookAgain(heard: Heard): Promise<boolean> {
    return lookAgain(this, heard);
  }

  /** Before it is drawn anew: what has the focus may be gone then. */
  drawing(): void {
    const { activeElement } = document;
    this.#held = activeElement === document.body ? '' : (activeElement?.closest('.holds')?.id ?? 'thread-state');
  }

  /** The focus stays in the comment, or in the part of the page, in which it was. */
  drawn(): void {
    if (!this.#held || document.activeElement !== document.body) return;
    const holder = document.getElementById(this.#held) ?? document.getElementById('thread-state');
    holder?.focus({ preventScroll: true });
  }

  ask(what: Asked['what'], subject: string): void {
    this.asked = { what, subject };
    this.complaint = '';
    this.#desk.update();
    document.querySelector<HTMLElement>('.asks :is(input, select), .rejecting input')?.focus();
  }

  leaveAsking(): void {
    if (!this.asked) return;
    const { subject } = this.asked;
    this.#settle(subject);
  }

  openMore(id: string): void {
    this.opened = this.opened === id ? null : id;
    this.#desk.update();
  }

  complain(complaint: string): void {
    this.complaint = complaint;
    this.#desk.update();
  }

  decide(id: string, decision: Decision): void {
    void this.acts.decide(id, decision).then((done) => {
      const trouble = this.acts.troubles.get(id);
      if (done || trouble) this.#settle(id);
      if (done) this.#desk.tell(said(this, done));
      else if (trouble) this.#desk.tell(inText(trouble, this.language));
      else if (!this.thread.tree.get(id)) this.#gone();
    });
  }

  mark(id: string, mark: Mark): void {
    void this.acts.mark(id, mark).then((done) => this.#told(done, id));
  }

  lockBranch(id: string, terms: Terms): void {
    void this.acts.lockBranch(id, terms).then((done) => this.#told(done, id));
  }

  unlockBranch(id: string): void {
    void this.acts.unlockBranch(id).then((done) => this.#told(done, null));
  }

  turn(turn: Turn, terms: Terms): void {
    void this.acts.turn(turn, terms).then((done) => this.#told(done, WHOLE));
  }

  adjust(change: Omit<UpdateEpisodeInput, 'episodeId'>): void {
    if (Object.keys(change).length === 0) {
      this.leaveAsking();
      return;
    }
    void this.acts.adjust(change).then((isChanged) => {
      if (!isChanged) return;
      this.#settle(WHOLE);
      this.#desk.tell(this.language.words.saved);
    });
  }

  undo(done?: Done): void {
    void this.acts.undo(done).then((undone) => {
      if (!undone) return;
      this.#desk.tell(this.language.say(this.language.words.takenBack, { what: said(this, undone) }));
      const { comment } = undone;
      if (comment && this.thread.tree.get(comment.id)) this.#go(comment.id);
      else document.getElementById('thread-state')?.focus();
    });
  }

  sortBy(order: CommentOrder): void {
    this.current = null;
    void this.thread.sortBy(order);
  }

  /** Whoever asked for more goes to the first of it. */
  more(above: string | null): void {
    void this.thread.more(above).then((first) => {
      if (first) this.#go(first);
    });
  }

  jump(id: string): void {
    void this.thread.lead(id).then((isThere) => {
      if (isThere) this.#go(id);
      else this.#gone();
    });
  }

  come(id: string): void {
    if (this.current === id) return;
    this.current = id;
    this.#desk.update();
  }

  #told(done: Done | null, subject: string | null): void {
    if (!done) return;
    if (subject) this.#settle(subject);
    this.#desk.tell(said(this, done));
  }

  /** A form is done with: the focus goes to what it was about. */
  #settle(subject: string): void {
    const hadFocus = document.activeElement?.closest('form') !== null;
    if (this.asked?.subject === subject) this.asked = null;
    this.complaint = '';
    this.#desk.update();
    const holder = document.getElementById(subject === WHOLE ? 'thread-state' : subject);
    if (hadFocus || document.activeElement === document.body) holder?.focus({ preventScroll: true });
  }

  #gone(): void {
    this.#desk.tell(this.language.words.commentGone);
  }

  #beginRejecting(id: string): void {
    const comment = this.thread.tree.get(id);
    if (comment && may('reject', comment)) this.ask('reject', id);
  }

  #onCurrent(run: (id: string) => void): void {
    if (this.current && this.thread.tree.get(this.current)) run(this.current);
    else this.#step(1);
  }

  #step(by: 1 | -1): void {
    const { shown } = this.thread.tree;
    const at = this.current === null ? -1 : shown.indexOf(this.current);
    const next = shown[at < 0 ? 0 : at + by];
    if (next) this.#go(next);
    else if (by > 0 && at >= 0 && this.thread.tree.level(null).hasMore) this.more(null);
  }

  #go(id: string): void {
    this.current = id;
    this.#desk.update();
    const article = document.getElementById(id);
    article?.focus({ preventScroll: true });
    article?.scrollIntoView({ block: 'nearest' });
  }

  #openPage(id: string): void {
    const to = addressOf({ id, episode: { url: this.thread.head?.url ?? null } });
    if (to) window.open(to, '_blank', 'noopener');
  }
}

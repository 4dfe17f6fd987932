// Says what has come: by a mark on each comment, to those who listen to the page, and by a button for
// what was held back.
import type { Branch } from '../model.ts';
import type { Reading } from '../reading.ts';

/** Milliseconds: what comes within is said together. */
const TOGETHER = 3_000;

export class Telling {
  readonly #reading: () => Reading;
  readonly #root: ShadowRoot;
  readonly #button = document.createElement('button');
  readonly #heldBack = new Set<string>();
  #count = 0;
  #timer = 0;

  /** `show` brings what was held back. */
  constructor(reading: () => Reading, root: ShadowRoot, show: () => Promise<unknown>) {
    this.#reading = reading;
    this.#root = root;
    this.#button.type = 'button';
    this.#button.className = 'more all';
    this.#button.setAttribute('part', 'more held');
    this.#button.onclick = async () => {
      if (this.#button.ariaBusy) return;
      this.#button.ariaBusy = 'true';
      await show();
      this.#button.ariaBusy = null;
    };
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#button.remove();
  }

  get isHoldingBack(): boolean {
    return this.#heldBack.size > 0;
  }

  came(branches: readonly Branch[]): void {
    const { visit, thread } = this.#reading();
    const viewer = thread.connection.viewer?.id;
    for (const branch of branches) {
      const { author, tombstone, status = 'APPROVED' } = branch.comment;
      if (tombstone || status !== 'APPROVED' || (author && author.id === viewer)) continue;
      visit.came.add(branch.id);
      branch.changed();
      this.#tell(1);
    }
  }

  /** Comments for which there is no room; with null all is there again. */
  holdBack(ids: readonly string[] | null): void {
    if (!ids) this.#heldBack.clear();
    const more = ids?.filter((id) => !this.#heldBack.has(id)) ?? [];
    for (const id of more) this.#heldBack.add(id);
    this.#tell(more.length);
    this.draw();
  }

  /** The thread may have been drawn from nothing since. */
  draw(): void {
    const list = this.#root.querySelector('.comments');
    if (!this.isHoldingBack) this.#button.remove();
    if (!this.isHoldingBack || !list) return;
    const { language, thread } = this.#reading();
    this.#button.textContent = language.plural(language.words.fresh, this.#heldBack.size);
    if (!this.#button.isConnected) list[thread.which?.order === 'NEWEST' ? 'before' : 'after'](this.#button);
  }

  /** One may write no more, or again. */
  turned(): void {
    const { thread, language } = this.#reading();
    const { closed, locked, comment } = language.words;
    const { state = 'OPEN', closedMessage } = thread.head ?? {};
    thread.announce({ OPEN: comment, LOCKED: locked, CLOSED: closedMessage ?? closed }[state]);
  }

  #tell(more: number): void {
    if (more === 0) return;
    this.#count += more;
    this.#reading().visit.seen(Date.now());
    this.#timer ||= window.setTimeout(() => this.#say(), TOGETHER);
  }

  #say(): void {
    const { thread, language } = this.#reading();
    const said = language.plural(language.words.fresh, this.#count);
    this.#count = 0;
    this.#timer = 0;
    // The same again would be no change, and not be said.
    thread.announce(thread.announcement === said ? `${said}\u00a0` : said);
  }
}

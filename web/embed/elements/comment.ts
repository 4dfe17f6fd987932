// One comment with the replies under it. It stands in its thread's shadow tree and is drawn by
// itself, so that nothing else is drawn again when it changes.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { parse } from '../../shared/html.ts';
import type { Branch, View } from '../model.ts';
import { member, type Place } from '../parts.ts';
import type { Reading } from '../reading.ts';
import { actions } from './actions.ts';
import { arrange } from './arrange.ts';
import { header } from './header.ts';
import { moreButton } from './more.ts';
import { notices } from './notices.ts';
import { problem } from './problem.ts';

/** Characters, and lines, from which on a comment is shown cut. Nothing is measured: there may be ten thousand. */
const LONG = 4000;
const LINES = 30;

/** Comments that somebody wanted to read to their end. */
const unfolded = new Set<string>();

export class CommentElement extends LitElement implements View {
  static override properties = { branch: { attribute: false }, reading: { attribute: false } };

  declare branch: Branch;
  declare reading: Reading;

  #shown: unknown[] = [];
  #body: DocumentFragment | typeof nothing = nothing;
  #isLong = false;

  protected override createRenderRoot(): this {
    return this;
  }

  get isUsed(): boolean {
    return this.querySelector('.slot:not(:empty)') !== null;
  }

  reveal(): void {
    const article = this.querySelector('article');
    article?.focus({ preventScroll: true });
    article?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const { branch, reading } = this;
    const { comment } = branch;
    const text = this.#text();
    const isFolded = this.#isLong && !unfolded.has(comment.id);
    return html`
      <article
        id=${comment.id}
        class=${classes(branch, reading)}
        part="comment"
        tabindex="-1"
        aria-label=${label(branch, reading)}
      >
        ${header(branch, reading)}
        ${notices(branch, reading.language)}
        <div
          class="body ${isFolded ? 'folded' : ''}"
          part="body"
          dir="auto"
          @focusin=${isFolded ? this.#unfold : nothing}
        >${text}</div>
        ${this.#isLong ? this.#fold(isFolded) : nothing}
        ${actions(branch, reading, (event) => this.#place(event))}
        <div class="slot"></div>
      </article>
      ${this.#replies()}
    `;
  }

  protected override updated(): void {
    const { branch, reading } = this;
    const list = this.querySelector(':scope > .replies');
    if (list) arrange(list, branch.replies, reading);
    const article = this.querySelector('article');
    if (!article || !reading.thread.connection.isUsed) return;
    void member().then(({ furnishComment }) => furnishComment(reading, branch, article));
  }

  /** The nodes of the text: the same ones as long as it is the same text. */
  #text(): DocumentFragment | typeof nothing {
    const { bodyHtml } = this.branch.comment;
    const { player, language } = this.reading;
    const wanted = [bodyHtml, player, language];
    if (wanted.some((one, index) => one !== this.#shown[index])) {
      this.#shown = wanted;
      this.#body = bodyHtml === null ? nothing : parse(bodyHtml);
      const text = this.#body === nothing ? '' : this.#body.textContent;
      this.#isLong = text.length > LONG || text.split(/\s*\n\s*/).length > LINES;
      if (this.#body !== nothing) player?.link(this.#body as DocumentFragment, language);
    }
    return this.#body;
  }

  #fold(isFolded: boolean): TemplateResult {
    const { words } = this.reading.language;
    return html`
      <button
        type="button"
        class="more"
        part="more"
        aria-expanded=${!isFolded}
        @click=${this.#unfold}
      >${isFolded ? words.readMore : words.readLess}</button>
    `;
  }

  /** What goes away above is not to carry off whoever pressed, or came to a link that was cut off. */
  readonly #unfold = async ({ target }: Event) => {
    const { id } = this.branch;
    if (!unfolded.delete(id)) unfolded.add(id);
    this.requestUpdate();
    await this.updateComplete;
    (target as Element).scrollIntoView({ block: 'nearest' });
  };

  #replies(): TemplateResult {
    const { branch, reading } = this;
    const { words } = reading.language;
    const { replies, left } = branch;
    const label = replies.length > 0 ? words.moreReplies : words.replies;
    // Only who is signed in may find replies that the count leaves out: those that are held.
    const said = left > 0 ? reading.language.plural(label, left) : words.laterReplies;
    return html`
      ${replies.length > 0 ? html`<div class="replies" part="replies" role="list"></div>` : nothing}
      ${problem(reading, branch)}
      ${(branch.more ?? left > 0) ? moreButton(reading, branch, said, this.#more) : nothing}
    `;
  }

  /** Where a button of this comment was pressed: so it is drawn, and has its slot. */
  #place({ currentTarget }: Event): Place {
    const slot = this.querySelector('.slot') as HTMLElement;
    return { reading: this.reading, branch: this.branch, slot, button: currentTarget as HTMLElement };
  }

  readonly #more = async () => {
    const { thread } = this.reading;
    const first = await thread.nextReplies(this.branch);
    if (!thread.problem) await thread.focus(first ?? this.branch);
  };
}

function classes(branch: Branch, { thread, visit }: Reading): string {
  const { author, tombstone, status = 'APPROVED' } = branch.comment;
  const isOwn = author !== null && author.id === thread.connection.viewer?.id;
  const all = {
    target: thread.target === branch,
    new: !isOwn && visit.isNew(branch.comment),
    gone: tombstone,
    held: status !== 'APPROVED' && !tombstone,
  };
  return ['comment', ...Object.entries(all).flatMap(([name, is]) => (is ? name : []))].join(' ');
}

function label({ comment, above }: Branch, { language: { words }, language }: Reading): string {
  if (!comment.author) return words.gone;
  return language.say(above ? words.answer : words.by, { name: comment.author.displayName });
}

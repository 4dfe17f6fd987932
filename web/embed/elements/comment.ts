// One comment with the replies under it. It stands in its thread's shadow tree and is drawn by
// itself, so that nothing else is drawn again when it changes.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { parse } from '../../shared/html.ts';
import type { Language } from '../../shared/language.ts';
import type { ThreadController } from '../controllers/thread.ts';
import type { Branch, View } from '../model.ts';
import { has, part } from '../parts.ts';
import type { Words } from '../words/en.ts';
import { face } from './face.ts';
import { notices } from './notices.ts';
import { when } from './when.ts';

/** Below this level nothing is indented any further, so a reply says whom it answers. */
const LAST_INDENTED = 4;

export class CommentElement extends LitElement implements View {
  static override properties = {
    branch: { attribute: false },
    thread: { attribute: false },
    language: { attribute: false },
  };

  declare branch: Branch;
  declare thread: ThreadController;
  declare language: Language<Words>;

  #shown: string | null = null;
  #body: DocumentFragment | typeof nothing = nothing;

  protected override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.branch.view === this) this.branch.view = null;
  }

  protected override willUpdate(): void {
    this.branch.view = this;
  }

  reveal(): void {
    const article = this.querySelector('article');
    article?.focus({ preventScroll: true });
    article?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const { comment } = this.branch;
    const { words } = this.language;
    const label = comment.author
      ? this.language.say(this.branch.above ? words.answer : words.by, { name: comment.author.displayName })
      : words.gone;
    return html`
      <article id=${comment.id} part="comment" tabindex="-1" aria-label=${label}>
        ${this.#header()} ${notices(this.branch, this.language)}
        <div class="body" part="body" dir="auto">${this.#text()}</div>
        ${this.#actions()}
        <div class="slot"></div>
      </article>
      ${this.#replies()}
    `;
  }

  #header(): TemplateResult {
    const { comment } = this.branch;
    const { words } = this.language;
    const { author, parent } = comment;
    const badge = { ADMIN: words.host, MODERATOR: words.moderator, COMMENTER: null }[author?.role ?? 'COMMENTER'];
    const isOwn = author && author.id === this.thread.connection.viewer?.id;
    return html`
      <header part="header">
        ${face(author)}
        ${author ? html`<bdi class="name" part="name">${author.displayName}</bdi>` : nothing}
        ${badge ? html`<span class="badge" part="badge">${badge}</span>` : nothing}
        ${isOwn ? html`<span class="badge" part="badge">${words.you}</span>` : nothing}
        ${when(this.branch, this.language)}
        ${
          comment.depth > LAST_INDENTED && parent?.author
            ? html`<span class="quiet">${this.language.say(words.answering, { name: parent.author.displayName })}</span>`
            : nothing
        }
      </header>
    `;
  }

  #text(): DocumentFragment | typeof nothing {
    const { bodyHtml } = this.branch.comment;
    if (bodyHtml === this.#shown) return this.#body;
    this.#shown = bodyHtml;
    this.#body = bodyHtml === null ? nothing : parse(bodyHtml);
    return this.#body;
  }

  #actions(): TemplateResult | typeof nothing {
    const { comment } = this.branch;
    const { words } = this.language;
    if (comment.tombstone) return nothing;
    const name = comment.author?.displayName ?? '';
    const likes = this.language.plural(words.likes, comment.score);
    return html`
      <footer class="actions" part="actions">
        ${
          has('actions')
            ? html`<button type="button" part="vote" aria-pressed=${comment.viewerHasVoted ?? false} @click=${this.#vote}
              @pointerenter=${fetchActions} @focus=${fetchActions}>${likes}</button>`
            : comment.score > 0
              ? html`<span class="quiet">${likes}</span>`
              : nothing
        }
        ${
          has('composer') && this.thread.mayReply(this.branch)
            ? html`<button type="button" part="reply" @click=${this.#reply} aria-label=${this.language.say(words.replyTo, { name })}>
              ${words.reply}</button>`
            : nothing
        }
        ${
          has('actions')
            ? html`<button type="button" part="menu" aria-haspopup="menu" aria-label=${this.language.say(words.menuFor, { name })}
              @click=${this.#menu} @pointerenter=${fetchActions} @focus=${fetchActions}>⋯</button>`
            : nothing
        }
      </footer>
    `;
  }

  #replies(): TemplateResult {
    const { replies } = this.branch;
    const { words } = this.language;
    const { left } = this.branch;
    const label = replies.length > 0 ? words.moreReplies : words.replies;
    return html`
      ${
        replies.length > 0
          ? html`<ol class="replies" part="replies" role="list">
            ${repeat(
              replies,
              ({ id }) => id,
              (branch) => item(branch, this.thread, this.language),
            )}
          </ol>`
          : nothing
      }
      ${
        left > 0
          ? html`<button type="button" class="more" part="more" @click=${this.#more}>${this.language.plural(label, left)}</button>`
          : nothing
      }
    `;
  }

  #place(event: Event) {
    const slot = this.querySelector<HTMLElement>(':scope > article > .slot');
    if (!slot) throw new Error('not drawn yet');
    return { thread: this.thread, branch: this.branch, slot, button: event.currentTarget as HTMLElement };
  }

  async #vote(event: Event): Promise<void> {
    const place = this.#place(event);
    await (await part('actions')).vote(place);
  }

  async #menu(event: Event): Promise<void> {
    const place = this.#place(event);
    (await part('actions')).menu(place);
  }

  async #reply(event: Event): Promise<void> {
    const place = this.#place(event);
    (await part('composer')).compose(place);
  }

  async #more(): Promise<void> {
    const first = await this.thread.nextReplies(this.branch);
    await this.updateComplete;
    if (first) await this.thread.focus(first);
  }
}

function fetchActions(): void {
  if (has('actions')) void part('actions');
}

export function item(branch: Branch, thread: ThreadController, language: Language<Words>): TemplateResult {
  return html`<li><rejoinder-comment .branch=${branch} .thread=${thread} .language=${language}></rejoinder-comment></li>`;
}

// Writes a comment, or an answer to one.
import { html, nothing, type TemplateResult } from 'lit';
import type { Refusal } from '../../shared/api/refusal.ts';
import { PostComment, type PostCommentInput, WritingRules } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import { reasons } from '../actions/why.ts';
import { put } from '../changes.ts';
import { follow } from '../links.ts';
import { written } from '../moment.ts';
import { refreshHead } from '../parts/head.ts';
import { foreignOrigin, unknownSite } from '../parts/owner.ts';
import { escaping, sending } from '../parts/panel.ts';
import { sentence } from '../parts/refused.ts';
import { toast } from '../parts/toast.ts';
import { type Spoken, speakMore } from '../parts/words.ts';
import type { Spot } from '../parts.ts';
import { signIn } from '../session/sign-in.ts';
import { type Draft, type Drafts, draftsOf, newKey } from './drafts.ts';
import { Editor } from './editor.ts';
import { episodeOf } from './episode.ts';
import { guestFields, postAsGuest, readGuest } from './guest.ts';

export class Composer extends Editor {
  readonly #parentId: string | null;
  readonly #answered: string;
  readonly #drafts: Drafts;
  /** What was pressed to begin, for the focus to return to. */
  button: HTMLElement | null = null;
  #draft: Draft;
  #asks = false;
  #guests = false;
  #progress = '';
  #mailed: string | null = null;
  readonly #gone = new AbortController();

  constructor({ slot, reading, branch }: Spot, language: Spoken) {
    super(slot, reading, language);
    this.#parentId = branch?.id ?? null;
    this.#answered = branch?.comment.author?.displayName ?? '';
    const { which, connection } = reading.thread;
    this.#drafts = draftsOf(
      { service: connection.service, site: connection.site, episode: which?.episode ?? '' },
      this.#parentId,
    );
    this.#draft = this.#drafts.read() ?? { body: '', key: newKey(), momentSeconds: null };
    const { signal } = this.#gone;
    // The draft stays, for when the thread is shown again.
    reading.thread.opened.signal.addEventListener('abort', () => this.#away(), { signal });
    connection.addEventListener('change', () => this.update(), { signal });
    if (!branch) reading.player?.media?.addEventListener('timeupdate', () => this.#tick(), { signal });
    void this.#learn();
  }

  /** Draws itself, with the draft that there is. */
  begin(): void {
    this.update();
    this.set(this.#draft.body);
    this.update();
  }

  override close(): void {
    this.#gone.abort();
    super.close();
    composers.delete(this.slot);
    this.button?.focus();
  }

  #away(): void {
    this.button = null;
    this.close();
  }

  override leave(): void {
    if (!this.body.trim()) {
      this.#discard();
      return;
    }
    this.#asks = true;
    this.update();
    this.focus('.asks button');
  }

  override async submit(): Promise<void> {
    if (this.busy || !this.isWhole()) return;
    const { connection } = this.reading.thread;
    if (connection.viewer) return this.#post();
    if (this.#guests) {
      const guest = readGuest(this.slot);
      return guest ? this.#postAsGuest(guest) : undefined;
    }
    const isIn = await signIn(this.reading, this.slot);
    if (!isIn || this.#gone.signal.aborted) return;
    await this.reading.thread.renewed;
    await this.#post();
  }

  async #post(): Promise<void> {
    const { thread } = this.reading;
    const input = this.#input();
    const posted = await this.attempt(() => thread.connection.transport.run(PostComment, { input }));
    if (!posted) return;
    const { comment } = posted.postComment;
    const root = this.slot.getRootNode();
    this.#drafts.write(null);
    this.button = null;
    this.close();
    // A page that was fetched anew meanwhile may not have brought the comment that is answered.
    if (!thread.head) await thread.load();
    else if (this.#parentId) await follow(thread, this.#parentId);
    await thread.focus(put(thread, comment, this.#parentId));
    const isHeld = comment.status === 'PENDING';
    const { words } = this.language;
    const said = isHeld ? [words.heldNow, reasons(comment, this.language)].filter(Boolean).join(' ') : words.posted;
    toast(root, said, this.language);
  }

  async #postAsGuest(guest: { name: string; email: string }): Promise<void> {
    const { connection } = this.reading.thread;
    const mailed = await this.attempt(() =>
      postAsGuest(connection, { ...this.#input(), ...guest, locale: this.language.code }, (done) => {
        const percent = new Intl.NumberFormat(this.language.code, { style: 'percent' }).format(done);
        this.#progress = this.language.say(this.language.words.working, { percent });
        this.update();
      }),
    );
    this.#progress = '';
    if (mailed) {
      this.#drafts.write(null);
      this.#mailed = mailed.expiresAt;
    }
    this.update();
    if (mailed) this.focus('.mailed');
  }

  #input(): PostCommentInput {
    const input: PostCommentInput = {
      episode: episodeOf(this.slot, this.reading),
      body: this.body,
      clientMutationId: this.#draft.key,
    };
    if (this.#parentId) input.parentId = this.#parentId;
    else if (this.#draft.momentSeconds !== null) input.momentSeconds = this.#draft.momentSeconds;
    return input;
  }

  protected override explain(refusal: Refusal): string {
    const { words } = this.language;
    const { thread } = this.reading;
    if (refusal.code === 'NETWORK' || refusal.code === 'MALFORMED') return words.lostAnswer;
    if (refusal.code === 'CONFLICT') {
      this.#keep({ key: newKey() });
      void thread.renew();
      return words.postedBefore;
    }
    if (refusal.reason === 'FOREIGN_ORIGIN') foreignOrigin(thread.connection);
    if (/^THREAD_|^BRANCH_/.test(refusal.code)) void refreshHead(thread);
    return sentence(refusal, this.language);
  }

  protected override changed(): void {
    this.#asks = false;
    this.#keep({ body: this.body });
  }

  #keep(change: Partial<Draft>): void {
    this.#draft = { ...this.#draft, ...change };
    const isWorthIt = this.#draft.body.trim() !== '' || this.#draft.momentSeconds !== null;
    this.#drafts.write(isWorthIt ? this.#draft : null);
  }

  #discard(): void {
    this.#drafts.write(null);
    this.close();
  }

  /** Whether guests are welcome, for those who are signed out. */
  async #learn(): Promise<void> {
    const { connection } = this.reading.thread;
    if (connection.viewer) return;
    const known = await connection.direct.run(WritingRules, { site: connection.site }).catch(() => null);
    const isUnknown = known !== null && !known.site;
    if (isUnknown) unknownSite(connection);
    if (isUnknown) this.#progress = this.language.words.EPISODE_MUST_EXIST;
    this.#guests = known?.site?.waysIn.guests ?? false;
    if ((isUnknown || this.#guests) && !this.#gone.signal.aborted) this.update();
  }

  /** The player has moved on. */
  #tick(): void {
    if (this.#draft.momentSeconds === null) this.update();
  }

  protected override draw(): TemplateResult {
    const { words } = this.language;
    if (this.#mailed) return this.#mail(this.#mailed);
    const label = this.#parentId ? this.language.say(words.answerLabel, { name: this.#answered }) : words.label;
    return html`
      <form class="composer" part="composer" @submit=${sending(() => this.submit())}>
        ${this.field(label)} ${this.#moment()}
        ${this.#guests && !this.reading.thread.connection.viewer ? guestFields(this.language, this.busy) : nothing}
        <p class="quiet" role="status">${this.#progress}</p>
        ${this.#asks ? this.#ask() : this.#buttons()}
      </form>
    `;
  }

  #buttons(): TemplateResult {
    const { words } = this.language;
    const { viewer } = this.reading.thread.connection;
    const post = this.#parentId ? words.postAnswer : words.post;
    const asNobody = this.#guests ? words.postAsGuest : words.signInAndPost;
    return html`
      <div class="buttons">
        <button type="submit" class="primary" part="primary" aria-disabled=${this.busy}>
          ${this.busy ? words.posting : viewer ? post : asNobody}
        </button>
        ${
          this.#guests && !viewer
            ? html`<button type="button" part="action" @click=${() => signIn(this.reading, this.slot)}>${words.signInInstead}</button>`
            : nothing
        }
        <button type="button" part="action" @click=${() => this.leave()}>${words.cancel}</button>
        ${this.tools()}
      </div>
    `;
  }

  #ask(): TemplateResult {
    const { words } = this.language;
    const keep = () => {
      this.#asks = false;
      this.update();
      this.focus('textarea');
    };
    return html`
      <div
        class="buttons asks"
        role="alertdialog"
        aria-label=${words.discard}
        @keydown=${escaping(keep)}
      >
        <span>${words.discard}</span>
        <button type="button" part="action" @click=${keep}>${words.discardNo}</button>
        <button type="button" class="danger" part="action" @click=${() => this.#discard()}>${words.discardYes}</button>
      </div>
    `;
  }

  #mail(until: string): TemplateResult {
    const { words } = this.language;
    const time = this.language.absolute(new Date(until));
    return html`
      <div class="mailed notice" part="notice" tabindex="-1">
        <p>${weave<unknown>(words.checkMail, { time: html`<time datetime=${until}>${time}</time>` })}</p>
        <button type="button" part="action" @click=${() => this.close()}>${words.close}</button>
      </div>
    `;
  }

  /** The moment in the episode that the comment is about: only comments at the top have one. */
  #moment(): TemplateResult | typeof nothing {
    const { player } = this.reading;
    if (this.#parentId || !player) return nothing;
    const { momentSeconds } = this.#draft;
    const now = momentSeconds ?? player.position;
    if (now === null) return nothing;
    const toggle = () => {
      this.#keep({ momentSeconds: momentSeconds === null ? player.position : null });
      this.update();
    };
    return html`
      <button type="button" class="chip" part="action" aria-pressed=${momentSeconds !== null} @click=${toggle}>
        ${weave<unknown>(this.language.words.atMoment, { time: html`<bdi>${written(now)}</bdi>` })}
      </button>
    `;
  }
}

const composers = new WeakMap<Element, Composer>();
const coming = new WeakMap<Element, Promise<Composer>>();

/** The composer of a slot: the one that is there, or a new one that has drawn itself. */
export async function composerAt(where: Spot): Promise<Composer> {
  const there = composers.get(where.slot) ?? coming.get(where.slot);
  if (there) return there;
  where.reading.thread.connection.isUsed = true;
  const made = speakMore(where.reading)
    .then((language) => {
      const composer = new Composer(where, language);
      composers.set(where.slot, composer);
      composer.begin();
      return composer;
    })
    .finally(() => coming.delete(where.slot));
  coming.set(where.slot, made);
  return made;
}

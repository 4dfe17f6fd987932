// The thread of an episode: `<rejoinder-thread site="…" episode="…">`.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { PermalinkController } from '../controllers/permalink.ts';
import { ReadingController } from '../controllers/reading.ts';
import { ThreadController } from '../controllers/thread.ts';
import { draftMark, isKept } from '../marks.ts';
import type { Branch, CommentOrder } from '../model.ts';
import { orderName, orderOf } from '../orders.ts';
import type { RejoinderThread } from '../package/types.ts';
import { atLeisure, member } from '../parts.ts';
import type { Reading } from '../reading.ts';
import { originOf } from '../start.ts';
import { sheets } from '../styles/sheets.ts';
import { arrange } from './arrange.ts';
import { bar, closing, heading, linked, opening, skeleton } from './frame.ts';
import { moreButton } from './more.ts';
import { problem } from './problem.ts';

export class ThreadElement extends LitElement implements RejoinderThread {
  static override styles = sheets;
  static override properties = {
    site: {},
    episode: {},
    service: {},
    lang: {},
    sort: {},
    player: {},
    episodeTitle: { attribute: 'episode-title' },
    episodeUrl: { attribute: 'episode-url' },
    headingLevel: { attribute: 'heading-level', type: Number },
    siteToken: { attribute: 'site-token' },
  };

  declare site: string | null | undefined;
  declare episode: string | null | undefined;
  declare service: string | null | undefined;
  declare sort: string | null | undefined;
  declare player: string | null | undefined;
  /** For an episode that does not exist yet: what it is called, and where its page is. */
  declare episodeTitle: string | null | undefined;
  declare episodeUrl: string | null | undefined;
  declare headingLevel: number | null | undefined;
  /** Signs in an account of the page's own, see docs/site-accounts.md. */
  declare siteToken: string | null | undefined;

  readonly #thread = new ThreadController(this);
  readonly #reading = new ReadingController(this, this.#thread);
  #leave = new AbortController();

  constructor() {
    super();
    new PermalinkController(this, this.#thread);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    addEventListener('online', () => this.#retry(), { signal });
    const page = new MutationObserver(() => this.#reading.renew(this.player ?? null));
    page.observe(document.documentElement, { attributeFilter: ['lang'] });
    signal.addEventListener('abort', () => page.disconnect());
    // Taken out of the page and put in again: `close` has forgotten everything.
    if (this.hasUpdated) this.requestUpdate('site');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave.abort();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const has = (...names: string[]) => names.some((name) => changed.has(name));
    const isAnother = has('site', 'episode', 'service', 'sort');
    if (isAnother) this.#open();
    const { siteToken } = this;
    if (siteToken && this.#thread.which) {
      const { connection } = this.#thread;
      this.siteToken = null;
      void member().then(({ takeSiteToken }) => takeSiteToken(connection, siteToken));
    }
    if (isAnother || has('lang', 'player')) void this.#reading.renew(this.player ?? null);
  }

  #open(): void {
    const service = originOf(this.service ?? null);
    const { site, episode } = this;
    if (!service || !site || !episode) {
      this.#thread.close();
      return;
    }
    const which = { service, site, episode, order: orderOf(this.sort ?? null) };
    this.#reading.begin(which);
    void this.#thread.open(which);
  }

  protected override render(): TemplateResult | typeof nothing {
    const reading = this.#reading.value;
    const { phase, announcement } = this.#thread;
    if (!reading || phase === 'waiting') return nothing;
    const { code, direction } = reading.language;
    return html`
      <section part="thread" lang=${code} dir=${direction} aria-labelledby="heading" aria-busy=${phase === 'loading'}>
        ${heading(reading, this.episodeTitle ?? null, this.headingLevel || 2)}
        ${phase === 'loading' ? skeleton(reading) : nothing} ${phase === 'ready' ? this.#comments(reading) : nothing}
        ${phase === 'failed' ? problem(reading, null) : nothing}
        <div class="sr-only" role="status">${announcement}</div>
      </section>
    `;
  }

  #comments(reading: Reading): TemplateResult {
    const { branches, isLinkGone } = this.#thread;
    return html`
      ${bar(reading, { sort: (order) => this.#sort(order), jump: () => this.#jump() })} ${problem(reading, null)}
      ${isLinkGone ? html`<p class="notice" part="notice" role="alert">${reading.language.words.linkGone}</p>` : nothing}
      ${opening(reading)} ${branches.linked ? linked(reading) : nothing}
      <div class="comments" part="comments" role="list">
        ${this.#groups().map(() => html`<div class="group" role="presentation"></div>`)}
      </div>
      ${problem(reading, 'below')} ${branches.cursor ? moreButton(reading, 'below', reading.language.words.more, this.#more) : nothing}
      ${closing(reading)}
    `;
  }

  protected override updated(): void {
    const reading = this.#reading.value;
    if (!reading || !this.#thread.which || this.#thread.phase !== 'ready') return;
    const { connection, which, waiting } = this.#thread;
    // A choice that could not be had is taken back.
    const select = this.renderRoot.querySelector<HTMLSelectElement>('.sort select');
    if (select && !waiting.has(null)) select.value = which.order;
    const { linked: led } = this.#thread.branches;
    // Looked for only where it is: the tree may be large.
    const around = led && this.renderRoot.querySelector('.linked > [role]');
    if (around) arrange(around, [led], reading);
    const groups = this.#groups();
    for (const [index, element] of [...(this.renderRoot.querySelector('.comments')?.children ?? [])].entries()) {
      arrange(element, groups[index] ?? [], reading);
    }
    atLeisure((part) => part.follow(reading, this));
    if (!connection.isUsed && !isKept(draftMark(which))) return;
    void member().then(({ furnish }) => furnish(reading, this.renderRoot));
  }

  /** The comments at the top in groups, which a browser can pass over while they are out of sight. */
  #groups(): readonly Branch[][] {
    const { pinned, pages, posted } = this.#thread.branches;
    const isDescending = this.#thread.which?.order === 'NEWEST';
    return isDescending ? [pinned, posted.toReversed(), ...pages] : [pinned, ...pages, posted];
  }

  readonly #more = async () => {
    const page = await this.#thread.next();
    if (!page?.[0]) return;
    await this.#thread.focus(page[0]);
    this.#say((words, language) => language.plural(words.loaded, page.length));
  };

  async #sort(order: CommentOrder): Promise<void> {
    await this.#thread.load(order);
    if (this.#thread.problem) return;
    this.#say((words, language) => language.say(words.sorted, { order: orderName(order, words) }));
  }

  /** To the next comment that is new, from where the focus is; after the last to the first. */
  #jump(): void {
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('article.new')];
    const at = this.shadowRoot?.activeElement?.closest('article');
    const isLater = (one: Node) => at && at.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    const next = all.find(isLater) ?? all[0];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'center' });
  }

  #retry(): void {
    const { problem: found } = this.#thread;
    if (found?.refusal.code === 'NETWORK') void found.again();
  }

  #say(what: (words: Reading['language']['words'], language: Reading['language']) => string): void {
    const language = this.#reading.value?.language;
    if (language) this.#thread.announce(what(language.words, language));
  }
}

// Who is signed in, and what belongs to them here.
import { html, nothing, type TemplateResult } from 'lit';
import { Refusal } from '../../shared/api/refusal.ts';
import { OwnStanding, type OwnStandingQuery } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import { escaping, Panel } from '../parts/panel.ts';
import { toast } from '../parts/toast.ts';
import { type Spoken, speakMore } from '../parts/words.ts';
import type { Spot } from '../parts.ts';
import type { Reading } from '../reading.ts';
import { frameOf } from '../session/sessions.ts';
import { signIn } from '../session/sign-in.ts';

type Known = NonNullable<OwnStandingQuery['viewer']>;

class Account extends Panel {
  reading: Reading;
  #isOpen = false;
  #known: Known | null = null;

  constructor({ slot, reading }: Spot, language: Spoken) {
    super(slot, language);
    this.reading = reading;
    const { connection, opened } = reading.thread;
    const { signal } = opened;
    connection.addEventListener('change', () => this.#changed(), { signal });
    // Another thread comes, perhaps of a site where nobody is signed in.
    signal.addEventListener('abort', () => {
      accounts.delete(slot);
      this.close();
    });
  }

  /** Somebody else: what was open closes, and the focus that was in it stays near. */
  #changed(): void {
    const root = this.slot.getRootNode() as ShadowRoot;
    const hadFocus = this.slot.contains(root.activeElement);
    this.#known = null;
    this.#isOpen = false;
    this.begin();
    if (hadFocus) (this.slot.querySelector<HTMLElement>('.signed-in') ?? root.getElementById('heading'))?.focus();
  }

  /** Draws itself, and asks at once where the viewer has to be told why they may not write. */
  begin(): void {
    this.update();
    const reason = this.reading.thread.head?.viewerCan?.post.reason;
    if (!this.#known && (reason === 'SUSPENDED' || reason === 'BANNED')) void this.#fetch();
  }

  get #connection() {
    return this.reading.thread.connection;
  }

  async #fetch(): Promise<void> {
    try {
      this.#known = (await this.#connection.transport.run(OwnStanding, {})).viewer;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.problem = this.explain(refusal);
    }
    this.update();
  }

  readonly #toggle = () => {
    this.#isOpen = !this.#isOpen;
    this.update();
  };

  #leave(): void {
    this.#isOpen = false;
    this.update();
    this.focus('.signed-in');
  }

  async #signOut(): Promise<void> {
    const { words } = this.language;
    const root = this.slot.getRootNode();
    await this.attempt(() => frameOf(this.#connection).wish({ wish: 'signOut' }));
    if (!this.#connection.viewer) toast(root, words.signedOut, this.language);
    (root as ShadowRoot).querySelector<HTMLElement>('.heading')?.focus();
  }

  protected override draw(): TemplateResult | typeof nothing {
    const { viewer } = this.#connection;
    if (!viewer) return nothing;
    const { words } = this.language;
    const name = html`<bdi>${viewer.displayName}</bdi>`;
    return html`
      <div class="account-line">
        <button type="button" class="signed-in" part="action" aria-expanded=${this.#isOpen} @click=${this.#toggle}>
          <span>${weave<unknown>(words.signedInAs, { name })}</span>
        </button>
        ${!viewer.isModerating ? nothing : html`<span class="quiet">${words.moderating}</span>`}
      </div>
      ${this.#standing()} <p class="over" role="alert">${this.problem}</p>
      ${this.#isOpen ? this.#drawer() : nothing}
    `;
  }

  #standing(): TemplateResult | typeof nothing {
    const { words } = this.language;
    const { standing, standingUntil, standingReason } = this.#known ?? {};
    if (standing !== 'SUSPENDED' && standing !== 'BANNED') return nothing;
    const until = standingUntil
      ? weave<unknown>(words.suspendedUntil, { time: this.language.absolute(new Date(standingUntil)) })
      : words[standing];
    return html`
      <div class="notice" part="notice">
        <p>${until}</p>
        ${standingReason ? html`<p dir="auto">${this.language.say(words.standingReason, { reason: standingReason })}</p>` : nothing}
      </div>
    `;
  }

  #drawer(): TemplateResult {
    const { words } = this.language;
    const viewer = this.#connection.viewer;
    const mayModerate = viewer && !viewer.isModerating && viewer.badge !== 'COMMENTER';
    const begin = () => signIn(this.reading, this.slot, true);
    return html`
      <div
        class="drawer"
        part="dialog"
        role="group"
        aria-label=${words.account}
        @keydown=${escaping(() => this.#leave())}
      >
        <div class="buttons">
          <a class="button" part="action" href=${this.#page} target="_blank" rel="noopener">${words.accountPage}</a>
          ${mayModerate ? html`<button type="button" part="action" @click=${begin}>${words.moderateHere}</button>` : nothing}
          <button type="button" part="action" @click=${() => this.#signOut()}>
            ${viewer?.isModerating ? words.stopModerating : words.signOut}
          </button>
        </div>
      </div>
    `;
  }

  /** On the service's own pages, where one looks after all of the account. */
  get #page(): string {
    const { service, site } = this.#connection;
    return `${service}/account?${new URLSearchParams({ site, locale: this.language.code })}`;
  }
}

const accounts = new WeakMap<Element, Account>();

/** Draws the line into a slot, or draws it again. */
export async function accountAt(where: Spot): Promise<void> {
  const language = await speakMore(where.reading);
  const account = accounts.get(where.slot) ?? new Account(where, language);
  accounts.set(where.slot, account);
  account.reading = where.reading;
  account.language = language;
  account.begin();
}

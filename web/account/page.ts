// The page of one's own account: fetches who is signed in, and draws the sections.
import { html, nothing, render, type TemplateResult } from 'lit';
import { elsewhere } from '../own/elsewhere.ts';
import { place } from '../own/place.ts';
import type { Speech } from '../own/speech.ts';
import { type Known, Surface } from '../own/surface.ts';
import { Refusal } from '../shared/api/refusal.ts';
import { KeepMe, LeaveOwnPage, MyAccount } from '../shared/generated.ts';
import { weave } from '../shared/language.ts';
import type { Section, Viewer } from './section.ts';
import { sections } from './sections.ts';
import type { AccountWords } from './words/en.ts';

/** What the page has come to. */
type Phase = 'loading' | 'ready' | 'elsewhere' | 'failed' | 'erased';

export class AccountPage extends Surface<AccountWords> {
  readonly #root: HTMLElement;
  readonly #sections: Section[];
  #phase: Phase = 'loading';
  #viewer: Viewer | null = null;
  #problem = '';
  protected override readonly reasons: Record<string, string>;

  constructor(root: HTMLElement, language: Speech<AccountWords>) {
    super(language);
    const { LAST_ADMIN, LAST_WAY_IN } = language.words;
    this.reasons = { LAST_ADMIN, LAST_WAY_IN };
    this.#root = root;
    this.#sections = sections(this);
    root.replaceChildren();
  }

  get known(): Known | null {
    const viewer = this.#viewer;
    if (!viewer) return null;
    const { waysIn } = viewer.site;
    return {
      id: viewer.author.id,
      email: viewer.email,
      hasPassword: viewer.hasPassword === true,
      // Where that is not known, it may be tried.
      byPassword: waysIn.password && viewer.email !== null && viewer.hasPassword !== false,
      byMail: waysIn.mail && viewer.email !== null,
      byPasskey: waysIn.passkeys && (viewer.secondFactor?.passkeys.length ?? 0) > 0,
    };
  }

  /** Signed out, it leads to where one signs in. */
  async load(): Promise<void> {
    try {
      const { viewer } = await this.transport.run(MyAccount, {});
      if (!viewer) return this.leaveToSignIn();
      this.#viewer = viewer;
      this.#phase = viewer.site.key === place.site ? 'ready' : 'elsewhere';
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#problem = this.explain(refusal);
      if (this.#phase === 'loading') this.#phase = 'failed';
    }
    this.update();
  }

  update(): void {
    this.#root.setAttribute('aria-busy', String(this.#phase === 'loading'));
    render(this.#draw(), this.#root);
  }

  /** Nobody is signed in any more. */
  erased(): void {
    this.#phase = 'erased';
    this.#viewer = null;
    this.update();
    this.#root.querySelector<HTMLElement>('h1')?.focus();
  }

  /** Signs in once more, for what a session that others vouched for does not show. */
  async proveNow(): Promise<void> {
    if (await this.ask()) await this.load();
  }

  readonly #keep = () =>
    this.#attempt(async () => {
      await this.transport.run(KeepMe, {});
      await this.load();
      this.tell(this.language.words.kept);
      this.#root.querySelector<HTMLElement>('h1')?.focus();
    });

  readonly #signOut = () =>
    this.#attempt(async () => {
      await this.transport.run(LeaveOwnPage, {});
      this.leaveToSignIn();
    });

  async #attempt(action: () => Promise<void>): Promise<void> {
    this.#problem = '';
    try {
      await action();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#problem = this.explain(refusal);
      this.update();
    }
  }

  #draw(): TemplateResult {
    const { words } = this.language;
    return html`
      <header>
        <div>
          <h1 tabindex="-1">${this.#phase === 'erased' ? words.erased : words.account}</h1>
          <p class="quiet">${weave<unknown>(words.on, { site: html`<bdi>${this.siteName}</bdi>` })}</p>
        </div>
        ${this.#viewer ? html`<button type="button" @click=${this.#signOut}>${words.signOut}</button>` : nothing}
      </header>
      <main>
        <p class="error" role="alert">${this.#problem}</p>
        ${this.#body()}
      </main>
      ${this.dialog.draw()}
    `;
  }

  #body(): TemplateResult {
    const { words } = this.language;
    switch (this.#phase) {
      case 'loading':
        return html`<p>${words.loading}</p>`;
      case 'failed':
        return html`<p><button type="button" class="primary" @click=${() => this.load()}>${words.tryAgain}</button></p>`;
      case 'erased':
        return html`<p>${words.erasedHint}</p>`;
      case 'elsewhere':
        return this.#elsewhere(this.#viewer as Viewer);
      case 'ready':
        return this.#ready(this.#viewer as Viewer);
    }
  }

  #elsewhere({ site, author }: Viewer): TemplateResult {
    const to = weave<unknown>(this.language.words.toThatAccount, { site: html`<bdi>${site.name}</bdi>` });
    const link = html`<a class="button" href="/account?${new URLSearchParams({ site: site.key })}">${to}</a>`;
    return elsewhere(this as Surface, site.name, author.displayName, link);
  }

  #ready(viewer: Viewer): TemplateResult {
    const { words } = this.language;
    const shown = this.#sections.filter((section) => section.isThere(viewer));
    return html`
      ${this.#erasing(viewer)} ${this.#demanded(viewer)} ${this.#standing(viewer)}
      <nav aria-label=${words.contents}>
        <ul>
          ${shown.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
        </ul>
      </nav>
      ${shown.map((section) => section.draw(viewer))}
    `;
  }

  #erasing({ erasure }: Viewer): TemplateResult | typeof nothing {
    if (!erasure) return nothing;
    const { words } = this.language;
    return html`
      <div class="notice grave">
        <p>
          <strong>${weave<unknown>(words.erasing, { time: this.language.absolute(new Date(erasure.at)) })}</strong>
          ${erasure.comments === 'DELETE' ? words.erasingDelete : words.erasingKeep}
        </p>
        <button type="button" class="primary" @click=${this.#keep}>${words.keep}</button>
      </div>
    `;
  }

  #demanded({ secondFactorDemanded }: Viewer): TemplateResult | typeof nothing {
    if (!secondFactorDemanded) return nothing;
    const { words } = this.language;
    return html`
      <div class="notice">
        <p>${words.demanded}</p>
        <p><a href="#factor">${words.toFactor}</a></p>
      </div>
    `;
  }

  #standing({ standing, standingUntil, standingReason }: Viewer): TemplateResult | typeof nothing {
    if (standing !== 'SUSPENDED' && standing !== 'BANNED') return nothing;
    const { words } = this.language;
    const until = standingUntil && this.language.absolute(new Date(standingUntil));
    return html`
      <div class="notice">
        <p>${until ? weave<unknown>(words.suspended, { time: until }) : words.banned}</p>
        ${standingReason ? html`<p dir="auto">${this.language.say(words.standingReason, { reason: standingReason })}</p>` : nothing}
      </div>
    `;
  }
}

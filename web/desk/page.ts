// The desk: who is signed in, which screen is shown, and what holds for all of them.
import { html, nothing, render, type TemplateResult } from 'lit';
import { elsewhere } from '../own/elsewhere.ts';
import { place } from '../own/place.ts';
import type { Speech } from '../own/speech.ts';
import { type Known, Surface } from '../own/surface.ts';
import { transport } from '../own/transport.ts';
import { Refusal } from '../shared/api/refusal.ts';
import { DeskViewer, type DeskViewerQuery, LeaveOwnPage } from '../shared/generated.ts';
import { weave } from '../shared/language.ts';
import { help } from './help.ts';
import { type Key, listen } from './keys.ts';
import { Line } from './line.ts';
import { address, type Route, route } from './route.ts';
import type { Entry, Screen } from './screen.ts';
import { first, screens } from './screens.ts';
import { top } from './top.ts';
import type { DeskWords } from './words/en.ts';

export type Viewer = NonNullable<DeskViewerQuery['viewer']>;

/** What the page has come to. `over`: it was ready, and the session has ended since. */
type Phase = 'loading' | 'ready' | 'over' | 'reader' | 'factor' | 'elsewhere' | 'failed';

/** Milliseconds between two tries while the line is down. */
const PROBE = 5_000;

export class DeskPage extends Surface<DeskWords> {
  override readonly transport: Line;
  readonly #root: HTMLElement;
  #phase: Phase = 'loading';
  #viewer: Viewer | null = null;
  #problem = '';
  #entry: Entry | null = null;
  #screen: Screen | null = null;
  /** Those that go on while another one is shown. */
  readonly #screens = new Map<Entry, Screen>();
  readonly #coming = new Map<Entry, Promise<Screen>>();
  /** The address of what is shown, while another one is asked for. */
  #shown = '';
  #isAsking = false;
  /** How many decisions a screen has not sent yet: said where the session is over. */
  unsent: () => number = () => 0;

  constructor(root: HTMLElement, language: Speech<DeskWords>) {
    super(language);
    this.#root = root;
    this.transport = new Line(transport, { turned: (isDown) => this.#turned(isDown), ended: () => void this.look() });
    root.replaceChildren();
    listen(() => this.keys);
    addEventListener('hashchange', () => void this.#follow());
    addEventListener('beforeunload', (event) => this.#hold(event));
  }

  get viewer(): Viewer {
    if (!this.#viewer) throw new Error('nobody is signed in');
    return this.#viewer;
  }

  get known(): Known | null {
    const viewer = this.#viewer;
    if (!viewer) return null;
    const { waysIn } = viewer.site;
    return {
      id: viewer.author.id,
      email: viewer.email,
      hasPassword: viewer.hasPassword === true,
      byPassword: waysIn.password && viewer.email !== null && viewer.hasPassword !== false,
      byMail: waysIn.mail && viewer.email !== null,
      byPasskey: waysIn.passkeys && (viewer.secondFactor?.passkeys.length ?? 0) > 0,
    };
  }

  get keys(): Key[] {
    if (this.#phase !== 'ready') return [];
    const { showKeys } = this.language.words;
    return [...(this.#screen?.keys ?? []), { keys: ['?'], says: showKeys, run: this.showKeys }];
  }

  /**
   * Where one is; set, it changes the address and leaves no step to go back to. Whoever is on the way to
   * another address goes on: the browser has it before it tells.
   */
  get at(): Route {
    return route(location.hash);
  }

  set at(now: Route) {
    if (location.hash !== this.#shown) return;
    history.replaceState(history.state, '', address(now));
    this.#shown = location.hash;
  }

  /** Signed out, it leads to where one signs in. */
  async load(): Promise<void> {
    await this.#ask();
    if (this.#phase === 'ready') await this.#follow();
    else this.update();
  }

  /** Looks whether the session still holds. */
  async look(): Promise<void> {
    if (this.#phase === 'failed' || this.#phase === 'loading') return;
    const before = this.#phase;
    const who = this.#viewer?.author.id;
    await this.#ask();
    // Somebody else's work is none of this one's.
    if (who && this.#viewer && this.#viewer.author.id !== who) location.reload();
    if (this.#phase === 'ready' && before !== 'ready') await this.#follow();
    this.update();
    if (this.#phase === 'over' && before === 'ready') this.#root.querySelector<HTMLElement>('.over button')?.focus();
  }

  /** What is wrong with a field that the page has no words for is told in the service's. */
  override explain(refusal: Refusal): string {
    const { words } = this.language;
    const said = super.explain(refusal);
    if (refusal.code !== 'INVALID' || said !== words.broken) return said;
    return this.language.say(words.refused, { message: refusal.message.replace(`${refusal.field}: `, '') });
  }

  update(): void {
    this.#root.setAttribute('aria-busy', String(this.#phase === 'loading'));
    render(this.#draw(), this.#root);
    document.title = `${this.#title} – ${this.siteName}`;
    if (this.#phase === 'ready') this.#screen?.drawn?.();
  }

  readonly showKeys = (): void => {
    const { keys, language } = this;
    void this.dialog.ask(language.words.keysTitle, () => help(this, keys));
  };

  readonly signOut = async (): Promise<void> => {
    if (!(await this.#mayLeave())) return;
    await this.attempt(async () => {
      await this.transport.run(LeaveOwnPage, {});
      this.#screen?.leave();
      this.leaveToSignIn();
    });
  };

  /** Does something of the page's own; says above the screen why it could not be done. */
  async attempt(action: () => Promise<void>): Promise<void> {
    this.#problem = '';
    try {
      await action();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#problem = this.explain(refusal);
    }
    this.update();
  }

  async #ask(): Promise<void> {
    try {
      const { viewer } = await transport.run(DeskViewer, {});
      this.#problem = '';
      if (!viewer && this.#viewer) {
        this.#phase = 'over';
        return;
      }
      if (!viewer) return this.leaveToSignIn();
      this.#viewer = viewer;
      this.#phase = phaseOf(viewer);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (this.#phase !== 'loading') return;
      this.#problem = this.explain(refusal);
      this.#phase = 'failed';
    }
  }

  /** Shows what the address names, or where one begins. */
  async #follow(): Promise<void> {
    if (this.#phase !== 'ready' || this.#isAsking) return;
    // What was asked was asked of what one leaves.
    this.dialog.settle(false);
    const leaves = this.#named !== this.#entry || this.#screen?.isTyped;
    if (leaves && !(await this.#mayLeave())) {
      history.pushState(null, '', this.#shown);
      return;
    }
    const entry = this.#named;
    const isNew = entry !== this.#entry;
    if (isNew && !(await this.#open(entry))) return;
    // While the screen came, the address may have gone on.
    const { head, rest } = this.at;
    this.#shown = location.hash;
    this.#screen?.arrive(entry.heads.includes(head) ? head : entry.heads[0], rest);
    this.update();
    if (!isNew) return;
    this.#root.querySelector('.screens [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.#root.querySelector<HTMLElement>('h1')?.focus();
  }

  /** The screen that the address names. */
  get #named(): Entry {
    const { head } = this.at;
    return screens.find(({ heads }) => heads.includes(head)) ?? first;
  }

  get #loses(): boolean {
    return this.#screen?.isUnsaved === true || this.#screen?.isTyped === true;
  }

  /** Asks first, where something is not saved. */
  async #mayLeave(): Promise<boolean> {
    if (!this.#loses) return true;
    const { words } = this.language;
    this.#isAsking = true;
    const mayLeave = await this.confirm(words.leaveUnsaved, words.discard);
    this.#isAsking = false;
    return mayLeave;
  }

  async #open(entry: Entry): Promise<boolean> {
    this.#screen?.leave();
    this.#screen = null;
    this.#entry = entry;
    this.#problem = '';
    this.update();
    try {
      const screen = this.#screens.get(entry) ?? (await this.#loaded(entry));
      // Another one may have been chosen meanwhile, or the same once more.
      if (this.#entry !== entry || this.#screen) return false;
      this.#screen = screen;
      return true;
    } catch (failure) {
      // Browsers say it in various ways; whatever else it is should be heard of.
      if (!(failure instanceof TypeError)) throw failure;
      if (this.#entry !== entry) return false;
      this.#entry = null;
      this.#problem = this.language.words.notLoaded;
      this.update();
      return false;
    }
  }

  /** Whoever goes elsewhere and comes back before it is there gets one, not two. */
  async #loaded(entry: Entry): Promise<Screen> {
    const coming = this.#coming.get(entry) ?? entry.open(this);
    this.#coming.set(entry, coming);
    try {
      const screen = await coming;
      if (screen.isKept) this.#screens.set(entry, screen);
      return screen;
    } finally {
      this.#coming.delete(entry);
    }
  }

  /** Closing the tab would lose what cannot be sent now, or is not saved; signing in again does not. */
  #hold(event: BeforeUnloadEvent): void {
    const isHeldUp = this.transport.isDown && this.unsent() > 0;
    if (this.#phase === 'ready' && (isHeldUp || this.#loses)) event.preventDefault();
  }

  #turned(isDown: boolean): void {
    this.tell(isDown ? this.language.words.lineDown : this.language.words.lineUp);
    if (isDown) this.#probe();
    else this.#screen?.resume?.();
    this.update();
  }

  /** Until the line is back: a screen that asks for nothing would not notice. */
  #probe(): void {
    setTimeout(async () => {
      if (!this.transport.isDown) return;
      try {
        await this.transport.run(DeskViewer, {});
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal;
        this.#probe();
      }
    }, PROBE);
  }

  get #title(): string {
    const { words } = this.language;
    const screen = this.#phase === 'ready' && this.#screen;
    return screen ? `${screen.title} – ${words.desk}` : words.desk;
  }

  #draw(): TemplateResult {
    const { words } = this.language;
    const isAtWork = this.#phase === 'ready' || this.#phase === 'over';
    const screen = isAtWork ? this.#screen : null;
    return html`
      ${top(this, this.#viewer, isAtWork ? { shown: this.#entry } : null)}
      <main id="main" class=${screen ? 'work' : 'plain'} tabindex="-1">
        <h1 tabindex="-1" class=${screen ? 'out-of-sight' : ''}>${screen ? screen.title : this.#heading}</h1>
        ${this.#over()}
        ${isAtWork && this.transport.isDown ? html`<p class="strip" role="alert">${words.lineDown}</p>` : nothing}
        ${this.#problem ? html`<p class="error strip" role="alert">${this.#problem}</p>` : nothing}
        ${screen ? html`<div class="screen" ?inert=${this.#phase === 'over'}>${screen.draw()}</div>` : this.#plain()}
      </main>
      ${this.dialog.draw()}
    `;
  }

  get #heading(): string {
    const { words } = this.language;
    if (this.#phase === 'reader') return words.notModerator;
    return this.#phase === 'factor' ? words.demanded : words.desk;
  }

  #over(): TemplateResult | typeof nothing {
    if (this.#phase !== 'over') return nothing;
    const { words } = this.language;
    const unsent = this.unsent();
    return html`
      <div class="notice grave over" role="alert">
        <p><strong>${words.over}</strong></p>
        <p>${words.overHint} ${unsent > 0 ? this.language.plural(words.overKept, unsent) : nothing}</p>
        <button type="button" class="primary" @click=${() => this.leaveToSignIn()}>${words.signInAgain}</button>
      </div>
    `;
  }

  #plain(): TemplateResult | typeof nothing {
    const { words } = this.language;
    // The screen that is named could not be loaded.
    if (this.#phase === 'ready' && !this.#entry) return this.#again(() => this.#follow());
    switch (this.#phase) {
      case 'reader':
        return this.#reader(this.viewer);
      case 'factor':
        return html`
          <p>${this.#say(words.demandedHint)}</p>
          <div class="buttons"><a class="button primary" href="${this.accountAddress}#factor">${words.toFactor}</a></div>
        `;
      case 'elsewhere': {
        const { site, author } = this.viewer;
        return elsewhere(this as Surface, site.name, author.displayName, nothing);
      }
      case 'failed':
        return this.#again(() => this.load());
      default:
        return html`<p>${words.loading}</p>`;
    }
  }

  #again(run: () => Promise<void>): TemplateResult {
    const { tryAgain } = this.language.words;
    return html`<p><button type="button" class="primary" @click=${run}>${tryAgain}</button></p>`;
  }

  #reader({ standing }: Viewer): TemplateResult {
    const { words } = this.language;
    const isOut = standing === 'SUSPENDED' || standing === 'BANNED';
    return html`
      <p>${this.#say(words.notModeratorHint)}</p>
      <p>${isOut ? words.suspended : this.#say(words.becomeModerator)}</p>
      <div class="buttons">
        <button type="button" @click=${() => location.reload()}>${words.reload}</button>
        <button type="button" @click=${this.signOut}>${words.signInAsOther}</button>
      </div>
    `;
  }

  get accountAddress(): string {
    return `/account?${new URLSearchParams({ site: place.site })}`;
  }

  #say(sentence: string): unknown[] {
    const name = this.#viewer?.author.displayName;
    return weave<unknown>(sentence, { site: html`<bdi>${this.siteName}</bdi>`, name: html`<bdi>${name}</bdi>` });
  }
}

function phaseOf({ site, role, secondFactorDemanded }: Viewer): Phase {
  if (site.key !== place.site) return 'elsewhere';
  if (secondFactorDemanded) return 'factor';
  return role === 'COMMENTER' ? 'reader' : 'ready';
}

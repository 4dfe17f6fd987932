// The screen of the queues: what is shown of them, what keys do there, and where the focus is.
import { html, nothing, type TemplateResult } from 'lit';
import { speakMore } from '../../own/speech.ts';
import type { Refusal } from '../../shared/api/refusal.ts';
import type { QueueFilterInput, QueueKind } from '../../shared/generated.ts';
import { type Kept, kept } from '../kept.ts';
import { type Key, switched } from '../keys.ts';
import type { DeskPage } from '../page.ts';
import { addressOf, authorOf } from '../parts/said.ts';
import { inText } from '../parts/trouble.ts';
import type { Screen } from '../screen.ts';
import type { Decision } from './decisions.ts';
import { Details } from './details.ts';
import { bar, said } from './draw/bar.ts';
import { card } from './draw/card.ts';
import { filters } from './draw/filters.ts';
import { list, Stretch } from './draw/list.ts';
import { cameBack, modes, narrowed, tabs } from './draw/tabs.ts';
import { nameOf, type Spoken, type View } from './draw/view.ts';
import { filterOf, named, rest } from './narrow.ts';
import { type Listener, Queues, type Said } from './queues.ts';
import { Step } from './step.ts';
import type { QueueWords } from './words/en.ts';

type Mode = 'list' | 'one';

const mode: Kept<Mode> = kept(
  () => localStorage,
  'mode',
  'list',
  (value): value is Mode => value === 'list' || value === 'one',
);

export async function open(desk: DeskPage): Promise<Screen> {
  const language = await speakMore(desk.language, import.meta.glob<{ default: QueueWords }>('./words/*.ts'));
  return new QueuesScreen(desk, language);
}

export class QueuesScreen implements Screen, View {
  readonly language: Spoken;
  readonly queues: Queues;
  readonly details: Details;
  readonly isKept = true;
  isOpen = false;
  isRejecting = false;
  complaint = '';
  narrow: string | null = null;
  typed: QueueFilterInput | null = null;
  readonly #desk: DeskPage;
  readonly #stretch = new Stretch();
  readonly #step = new Step(() => this.#showList());
  #movesFocus = false;
  /** Whether the focus was in the comment before it was drawn anew. */
  #wasInCard = false;
  /** A search was begun, and what it found is not told yet. */
  #isSearching = false;
  #isHere = false;
  #isDue = false;

  constructor(desk: DeskPage, language: Spoken) {
    this.#desk = desk;
    this.language = language;
    const listener: Listener = {
      transport: desk.transport,
      me: desk.viewer.author.id,
      changed: () => this.#updateSoon(),
      tell: (what) => this.#tell(what),
      explain: (refusal) => this.#explain(refusal),
    };
    this.queues = new Queues(listener);
    this.details = new Details(listener);
    this.queues.model.isAlone = mode.get() === 'one';
    this.queues.begin();
    desk.unsent = () => this.queues.outbox.size;
  }

  get title(): string {
    return nameOf(this.queues.model.kind, this.language);
  }

  get hasKeys(): boolean {
    return switched.get();
  }

  get keys(): Key[] {
    const { words } = this.language;
    const { model } = this.queues;
    const current = () => model.current ?? '';
    const key = (keys: string[], says: string, run: () => void): Key => ({ keys, says, run });
    return [
      key(['a'], words.approve, () => this.decide({ kind: 'approve' })),
      key(['r'], words.reject, () => this.beginRejecting()),
      { keys: ['1', '2', '3', '4', '5', '6'], says: words.keyReasons, run: null },
      key(['s'], words.spam, () => this.decide({ kind: 'spam' })),
      key(['p'], words.restore, () => this.decide({ kind: 'restore' })),
      key(['u'], words.undo, () => this.undo()),
      key(['j', 'ArrowDown'], words.keyNext, () => this.#move(1)),
      key(['k', 'ArrowUp'], words.keyPrevious, () => this.#move(-1)),
      key(['x'], words.keyChoose, () => this.#choose(() => model.select(current()))),
      key(['X'], words.keyRange, () => this.#choose(() => model.selectTo(current()))),
      { keys: ['Escape'], says: words.unchoose, run: model.selected.size > 0 ? () => this.unchoose() : null },
      key(['o'], words.keyOpen, () => this.#openPage()),
      key(['/'], words.keySearch, () => this.#search()),
      key(['m'], words.keyMode, () => this.setAlone(!this.queues.isAlone)),
    ];
  }

  arrive(head: string, parts: string[]): void {
    const kind = head.toUpperCase() as QueueKind;
    const { narrow, comment } = named(parts);
    const isShown = this.#isHere && kind === this.queues.model.kind && narrow === this.narrow;
    this.#isHere = true;
    if (isShown) return;
    this.isOpen = false;
    this.isRejecting = false;
    this.details.forget();
    if (narrow !== this.narrow) this.#narrowTo(narrow);
    this.queues.open(kind, comment);
    this.#scroller?.scrollTo(0, 0);
    this.#desk.tell(this.title);
  }

  leave(): void {
    this.#isHere = false;
    this.queues.leave();
  }

  #narrowTo(narrow: string | null): void {
    this.narrow = narrow;
    this.queues.filter = filterOf(narrow, this.typed);
    if (narrow) void this.details.askForNarrow(narrow);
  }

  resume(): void {
    this.queues.resume();
  }

  update(): void {
    this.#isDue = false;
    this.#desk.update();
  }

  /** Once for all that changes at the same moment. */
  #updateSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      if (this.#isDue) this.update();
    });
  }

  draw(): TemplateResult {
    const { queues } = this;
    const { isAlone, model, problem } = queues;
    this.#wasInCard = Boolean(document.activeElement?.closest('#card'));
    const shows = isAlone || this.isOpen ? 'shows-card' : 'shows-list';
    return html`
      <div class="queues ${isAlone ? 'one' : 'list'} ${shows}">
        ${tabs(this)}
        <div class="tools">${modes(this)} ${filters(this)}</div>
        ${narrowed(this)}
        ${problem ? html`<p class="strip error" role="alert">${problem} <button type="button" class="link" @click=${() => queues.fill()}>${this.language.words.tryAgain}</button></p>` : nothing}
        ${cameBack(this)}
        <div class="panes">
          ${isAlone || (model.isWhole && model.rows.length === 0) ? nothing : list(this, this.#stretch, this.#scrolled)}
          <div class="reading" tabindex="0" role="region" aria-label=${this.title}>
            ${isAlone ? nothing : html`<button type="button" class="link back" @click=${() => this.backToList()}>${this.language.words.backToList}</button>`}
            ${card(this)}
          </div>
          ${bar(this)}
        </div>
      </div>
    `;
  }

  /** Where one is stands in the address; the list is as long as its rows; the focus follows. */
  drawn(): void {
    const { model } = this.queues;
    const scroller = this.#scroller;
    if (scroller) {
      this.#stretch.arrange(scroller, this);
      if (this.#stretch.look(scroller)) this.queues.want(this.#stretch.from, this.#stretch.to);
    }
    if (this.#isHere && model.current) {
      this.#desk.at = { head: model.kind.toLowerCase(), rest: rest({ narrow: this.narrow, comment: model.current }) };
    }
    this.#tellFound();
    // A text that has changed is another element.
    const isLost = this.#wasInCard && document.activeElement === document.body;
    if (this.#movesFocus || isLost) this.#focus();
  }

  decide(decision: Decision, subjects?: string[]): void {
    if (this.#isUnseen) {
      this.read(this.queues.model.current as string);
      return;
    }
    if (this.queues.decide(decision, subjects)) {
      this.isRejecting = false;
      this.#movesFocus = true;
    } else {
      // What was filled in stays, to be sent when the comment has been read.
      this.isOpen = true;
      this.#movesFocus = !this.isRejecting;
    }
    this.update();
    if (this.queues.model.troubles.has(this.queues.model.current ?? '')) this.#scrollUp();
  }

  /** Asks for the reason; asked again without one, it says that one is missing. */
  beginRejecting(): void {
    if (!this.queues.may('reject')) return;
    if (this.#isUnseen) this.read(this.queues.model.current as string);
    this.complaint = this.isRejecting ? this.language.words.chooseReason : '';
    this.isRejecting = true;
    this.update();
    document.querySelector<HTMLElement>('.rejecting [name=reason]')?.focus();
  }

  leaveRejecting(): void {
    this.isRejecting = false;
    this.#movesFocus = true;
    this.update();
  }

  /** The keys act on what is read again: that is said. */
  unchoose(): void {
    this.#movesFocus = document.activeElement?.closest('.selected') !== null;
    this.queues.model.selected.clear();
    this.#desk.tell(this.language.plural(this.language.words.chosen, 0));
    this.update();
  }

  undo(): void {
    this.#movesFocus = true;
    void this.queues.undo();
  }

  read(id: string): void {
    if (!this.#isCardSeen) this.#step.begin();
    this.isOpen = true;
    this.isRejecting = false;
    this.#movesFocus = true;
    this.queues.go(id);
  }

  backToList(): void {
    if (!this.#step.end()) this.#showList();
  }

  #showList(): void {
    if (!this.isOpen || !this.#isHere) return;
    this.isOpen = false;
    this.isRejecting = false;
    this.update();
    document.querySelector<HTMLElement>('.row [aria-current]')?.focus();
  }

  setAlone(isAlone: boolean): void {
    mode.set(isAlone ? 'one' : 'list');
    this.isRejecting = false;
    this.queues.setAlone(isAlone);
  }

  filterBy(filter: QueueFilterInput | null): void {
    this.typed = filter;
    this.queues.filter = filterOf(this.narrow, filter);
    this.isOpen = false;
    this.#isSearching = filter !== null;
    this.queues.open(this.queues.model.kind);
    this.#scroller?.scrollTo(0, 0);
  }

  /** From the search to what is read. */
  leaveSearch(): void {
    const isInList = !this.queues.isAlone && !this.isOpen;
    const wanted = document.querySelector<HTMLElement>(isInList ? '.row [aria-current]' : '#card');
    (wanted ?? document.querySelector<HTMLElement>('.reading'))?.focus();
  }

  /** How much was found; whoever is still in the search comes to the first of it. */
  #tellFound(): void {
    const { model, isLoading } = this.queues;
    if (!this.#isSearching || isLoading || model.total === null) return;
    this.#isSearching = false;
    const { words } = this.language;
    this.#desk.tell(model.total === 0 ? words.emptyFiltered : this.language.plural(words.waiting, model.total));
    if (model.current && document.activeElement?.id === 'search') this.leaveSearch();
  }

  #move(step: 1 | -1): void {
    this.isRejecting = false;
    this.#movesFocus = this.queues.move(step);
    this.update();
  }

  #choose(how: () => void): void {
    if (this.queues.isAlone || !this.queues.model.current) return;
    how();
    this.update();
  }

  /** On a narrow page it is behind the filter's disclosure. */
  #search(): void {
    const field = document.getElementById('search');
    const more = document.querySelector<HTMLDetailsElement>('.filters details');
    if (more && !field?.checkVisibility()) more.open = true;
    field?.focus();
  }

  #openPage(): void {
    const shown = this.queues.model.card;
    const to = shown && addressOf(shown);
    if (to) window.open(to, '_blank', 'noopener');
  }

  readonly #scrolled = (event: Event) => {
    if (!this.#stretch.look(event.currentTarget as HTMLElement)) return;
    this.queues.want(this.#stretch.from, this.#stretch.to);
    this.update();
  };

  get #isCardSeen(): boolean {
    return document.querySelector('.reading')?.checkVisibility() ?? false;
  }

  /** On a narrow page with the list before one: what nobody has opened is not decided on. */
  get #isUnseen(): boolean {
    const { selected, current } = this.queues.model;
    return selected.size === 0 && current !== null && !this.#isCardSeen;
  }

  get #scroller(): HTMLElement | null {
    return document.querySelector<HTMLElement>('.rows');
  }

  /** It stays where somebody works: in the list, on the bar; else it goes to what is read now. */
  #focus(): void {
    this.#movesFocus = false;
    const { activeElement } = document;
    if (activeElement?.closest('.decisions, .lately')) return;
    const isInList = activeElement?.closest('.rows') && !this.isOpen;
    const wanted = isInList ? '.row [aria-current]' : '#card';
    const target = document.querySelector<HTMLElement>(wanted) ?? document.querySelector<HTMLElement>('.reading');
    target?.focus({ preventScroll: true });
    this.#scrollUp();
  }

  #scrollUp(): void {
    document.querySelector('.reading')?.scrollTo(0, 0);
  }

  #tell(what: Said): void {
    const { words } = this.language;
    const { model, counts } = this.queues;
    const named = (author: { displayName: string } | null | undefined) => authorOf(author ?? null, this.language);
    switch (what.kind) {
      case 'decided': {
        const next = model.card ? this.language.say(words.nextIs, { name: named(model.card.author) }) : words.empty;
        const left = counts?.[model.kind.toLowerCase() as Lowercase<QueueKind>];
        const count = left === undefined ? '' : this.language.plural(words.waiting, Math.max(0, left));
        this.#desk.tell(sentences([said(this, what), next, count]));
        break;
      }
      case 'undone':
        this.#movesFocus = true;
        this.#desk.tell(this.language.plural(words.undone, what.cards.length));
        break;
      case 'back':
        this.#desk.tell(
          what.trouble.decision ? this.language.plural(words.cameBack, 1) : inText(what.trouble, this.language),
        );
        break;
      case 'unread':
        this.#desk.tell(inText(what.trouble, this.language));
        break;
      case 'gone':
        this.queues.problem = this.language.say(words.gone, { name: named(what.card?.author) });
    }
  }

  #explain(refusal: Refusal): string {
    if (refusal.reason === 'SUPERSEDED') return this.language.words.SUPERSEDED;
    return this.#desk.explain(refusal);
  }
}

/** One after the other, as one would say them. */
function sentences(said: string[]): string {
  return said
    .filter(Boolean)
    .map((sentence) => sentence.replace(/[.。۔]$/, ''))
    .join('. ');
}

// The field that a comment is written in: it grows, says how much room is left, and shows how the
// text will look, as the service renders it.
import { html, nothing, type TemplateResult } from 'lit';
import { Posting } from '../../shared/api/posting.ts';
import { Preview } from '../../shared/generated.ts';
import { parse } from '../../shared/html.ts';
import { Panel } from '../parts/panel.ts';
import type { Spoken } from '../parts/words.ts';
import type { Reading } from '../reading.ts';
import { left } from './length.ts';

let fields = 0;

export abstract class Editor extends Panel {
  reading: Reading;
  body = '';
  #shown: DocumentFragment | null = null;
  readonly #id = `rejoinder-field-${++fields}`;

  constructor(slot: HTMLElement, reading: Reading, language: Spoken) {
    super(slot, language);
    this.reading = reading;
  }

  override follow(reading: Reading): Promise<void> {
    this.reading = reading;
    return super.follow(reading);
  }

  /** Ctrl or Cmd with Enter. */
  abstract submit(): Promise<void>;
  /** Escape. */
  abstract leave(): void;
  protected abstract changed(): void;

  /** Shows a text that nobody has just typed. */
  set(body: string): void {
    this.body = body;
    const area = this.slot.querySelector('textarea');
    if (!area) return;
    area.value = body;
    grow(area);
  }

  /** Whether there is something that may be sent; says what is missing where not. */
  protected isWhole(): boolean {
    const remaining = left(this.body);
    this.problem = this.body.trim() ? '' : this.language.words.empty;
    if (remaining !== null && remaining < 0) this.problem = this.language.plural(this.language.words.over, -remaining);
    if (this.problem) {
      this.update();
      this.focus('textarea');
    }
    return !this.problem;
  }

  protected field(label: string): TemplateResult {
    const { words } = this.language;
    const remaining = left(this.body);
    const isOver = remaining !== null && remaining < 0;
    return html`
      <label class="field-label" for=${this.#id}>${label}</label>
      <textarea
        id=${this.#id}
        part="field"
        dir="auto"
        rows="3"
        ?hidden=${this.#shown !== null}
        ?readonly=${this.busy}
        aria-invalid=${isOver}
        aria-describedby=${`${this.#id}-said`}
        @input=${this.#input}
        @keydown=${this.#key}
      ></textarea>
      ${
        this.#shown
          ? html`<div class="preview body" part="body preview" role="region" aria-label=${words.previewLabel} dir="auto">${this.#shown}</div>`
          : nothing
      }
      <p class="said" id=${`${this.#id}-said`}>
        <span class=${isOver ? 'over' : 'quiet'} role="status">${
          remaining === null ? nothing : this.language.plural(isOver ? words.over : words.left, Math.abs(remaining))
        }</span>
        <span class="over" role="alert">${this.problem}</span>
      </p>
    `;
  }

  /** What goes beside the buttons that send. */
  protected tools(): TemplateResult {
    const { words } = this.language;
    return html`
      <button type="button" part="action" @click=${() => this.#look()}>
        ${this.#shown ? words.write : words.preview}
      </button>
      <details class="help">
        <summary part="action">${words.formatting}</summary>
        <p class="quiet">${words.formattingHelp}</p>
      </details>
    `;
  }

  readonly #input = (event: Event) => {
    const area = event.currentTarget as HTMLTextAreaElement;
    this.body = area.value;
    this.problem = '';
    grow(area);
    this.changed();
    this.update();
  };

  readonly #key = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.submit();
    else if (event.key === 'Escape' && !event.isComposing) this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  async #look(): Promise<void> {
    if (this.#shown) {
      this.#shown = null;
      this.update();
      this.focus('textarea');
      return;
    }
    if (!this.isWhole()) return;
    const { connection } = this.reading.thread;
    const transport = connection.viewer ? connection.transport : new Posting(connection.service);
    const looked = await this.attempt(() => transport.run(Preview, { site: connection.site, body: this.body }));
    if (looked) this.#shown = parse(looked.previewComment);
    this.update();
  }
}

/** As high as its text; browsers that can do it themselves are told so in the style sheet. */
function grow(area: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.blockSize = 'auto';
  area.style.blockSize = `${area.scrollHeight + 2}px`;
}

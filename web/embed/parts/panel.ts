// Something that is drawn into a slot, and again whenever it says so.
import { nothing, render, type TemplateResult } from 'lit';
import { Refusal } from '../../shared/api/refusal.ts';
import type { Reading } from '../reading.ts';
import { parts as sheet } from '../styles/parts.ts';
import { sentence } from './refused.ts';
import { type Spoken, speakMore } from './words.ts';

/** What is drawn into a slot now. */
const panels = new WeakMap<Element, Panel>();

export abstract class Panel {
  readonly slot: HTMLElement;
  language: Spoken;
  /** What was wrong last, in words. */
  problem = '';
  /** One thing at a time. */
  busy = false;
  #wanted: string;

  constructor(slot: HTMLElement, language: Spoken) {
    this.slot = slot;
    this.language = language;
    this.#wanted = language.code;
    dress(slot);
  }

  protected abstract draw(): TemplateResult | typeof nothing;

  update(): void {
    panels.set(this.slot, this);
    render(this.draw(), this.slot);
  }

  close(): void {
    panels.delete(this.slot);
    render(nothing, this.slot);
  }

  /** Speaks as the thread does now; what somebody has written meanwhile stays. */
  async follow(reading: Reading): Promise<void> {
    const { code } = reading.language;
    if (this.#wanted === code) return;
    this.#wanted = code;
    const language = await speakMore(reading).catch(() => this.language);
    if (this.#wanted !== code || panels.get(this.slot) !== this) return;
    this.language = language;
    this.#wanted = language.code;
    this.update();
  }

  /** What it belongs to is in sight as well, where there is room. */
  focus(selector: string): void {
    this.slot.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
    this.slot.scrollIntoView({ block: 'nearest' });
  }

  /** Does something that the service may refuse; says why where it does, and gives null then. */
  protected async attempt<Result>(action: () => Promise<Result>): Promise<Result | null> {
    if (this.busy) return null;
    this.busy = true;
    this.problem = '';
    this.update();
    try {
      return await action();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.problem = this.explain(refusal);
      return null;
    } finally {
      this.busy = false;
      this.update();
    }
  }

  protected explain(refusal: Refusal): string {
    return sentence(refusal, this.language);
  }
}

/** The thread may speak another language than it did when the slot was drawn. */
export function follow(reading: Reading, slot: Element | null): void {
  if (slot) void panels.get(slot)?.follow(reading);
}

/** What a form does when it is sent: the page stays where it is. */
export const sending = (send: (form: HTMLFormElement) => unknown) => (event: Event) => {
  event.preventDefault();
  send(event.currentTarget as HTMLFormElement);
};

/** Escape, and no other key: what is around does not hear of it. */
export const escaping = (leave: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Escape' || event.isComposing) return;
  event.stopPropagation();
  leave();
};

/** Gives the tree that a node stands in the styles of the parts. */
export function dress(near: Node): void {
  const root = near.getRootNode() as ShadowRoot;
  const { styleSheet } = sheet;
  if (styleSheet && root.adoptedStyleSheets && !root.adoptedStyleSheets.includes(styleSheet)) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
  }
}

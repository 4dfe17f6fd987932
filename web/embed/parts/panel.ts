// Something that is drawn into a slot, and again whenever it says so.
import { nothing, render, type TemplateResult } from 'lit';
import { Refusal } from '../../shared/api/refusal.ts';
import { parts as sheet } from '../styles/parts.ts';
import { sentence } from './refused.ts';
import type { Spoken } from './words.ts';

export abstract class Panel {
  readonly slot: HTMLElement;
  language: Spoken;
  /** What was wrong last, in words. */
  problem = '';
  /** One thing at a time. */
  busy = false;

  constructor(slot: HTMLElement, language: Spoken) {
    this.slot = slot;
    this.language = language;
    dress(slot);
  }

  protected abstract draw(): TemplateResult | typeof nothing;

  update(): void {
    render(this.draw(), this.slot);
  }

  close(): void {
    render(nothing, this.slot);
  }

  focus(selector: string): void {
    this.slot.querySelector<HTMLElement>(selector)?.focus();
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

// What a screen of the desk is: it says how it is reached, and loads when it is wanted.
import type { TemplateResult } from 'lit';
import type { Key } from './keys.ts';
import type { DeskPage } from './page.ts';
import type { DeskWords } from './words/en.ts';

/** A screen before it is loaded: an entry of the navigation. */
export interface Entry {
  name: keyof DeskWords;
  /** The first parts of addresses that lead to it; the navigation leads to the first of them. */
  heads: readonly [string, ...string[]];
  open(desk: DeskPage): Promise<Screen>;
}

export interface Screen {
  /** What the page is called now, to the ear and in the tab. */
  readonly title: string;
  /** What keys do here. */
  readonly keys: Key[];
  /** What was done there goes on and can be undone, whatever is shown meanwhile; others begin anew. */
  readonly isKept?: boolean;
  draw(): TemplateResult;
  /** It is shown, or was already and the address has changed. */
  arrive(head: string, rest: string[]): void;
  /** Something would be lost by leaving: it is asked first. */
  readonly isUnsaved?: boolean;
  /** Something was typed that is lost wherever one goes, on this screen too. */
  readonly isTyped?: boolean;
  /** Another screen is shown now. */
  leave(): void;
  /** After each drawing: for what only the drawn page can tell. */
  drawn?(): void;
  /** The line has come back, or somebody has signed in again. */
  resume?(): void;
}

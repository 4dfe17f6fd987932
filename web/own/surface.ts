// What a page of our own offers its sections: drawing anew, saying aloud, asking back.
import { html, nothing, type TemplateResult } from 'lit';
import { Refusal } from '../shared/api/refusal.ts';
import type { Transport } from '../shared/api/transport.ts';
import { Dialog } from './dialog.ts';
import { place, signInAddress } from './place.ts';
import { Proof } from './proof.ts';
import { sentence } from './refused.ts';
import type { Speech } from './speech.ts';
import { transport } from './transport.ts';

/** Who is signed in, as far as proving it again needs to know. */
export interface Known {
  id: string;
  email: string | null;
  hasPassword: boolean;
  byPassword: boolean;
  byMail: boolean;
  byPasskey: boolean;
}

export abstract class Surface<Words = unknown> {
  readonly language: Speech<Words>;
  readonly transport: Transport = transport;
  readonly dialog: Dialog;
  readonly #proof: Proof;

  constructor(language: Speech<Words>) {
    this.language = language;
    this.dialog = new Dialog(this as Surface);
    this.#proof = new Proof(this as Surface);
  }

  /** Draws everything anew; what has not changed stays as it is, and so does what was typed. */
  abstract update(): void;
  /** Whom a proof is asked of. */
  abstract get known(): Known | null;
  /** Reasons that only this page has words for. */
  protected readonly reasons: Record<string, string> = {};

  explain(refusal: Refusal): string {
    return sentence(refusal, this.language as Speech, this.reasons);
  }

  /** For screen readers; the page shows the same. */
  tell(text: string): void {
    const status = document.getElementById('status');
    if (status) status.textContent = text;
  }

  /** Does something; where the service wants a fresh proof, asks for it here and does it then. */
  async proved<Result>(action: () => Promise<Result>): Promise<Result> {
    try {
      return await action();
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.reason !== 'SIGN_IN_AGAIN') throw refusal;
      if (!(await this.#proof.ask())) throw refusal;
      return action();
    }
  }

  /** Asks for a fresh proof, whatever it is for. */
  ask(): Promise<boolean> {
    return this.#proof.ask();
  }

  /** Asks back before something is done that is not easily undone. */
  confirm(question: string, yes: string, follows = ''): Promise<boolean> {
    const { words } = this.language as Speech;
    return this.dialog.ask(
      question,
      (): TemplateResult => html`
        ${follows ? html`<p id="follows">${follows}</p>` : nothing}
        <div class="buttons">
          <button type="button" class="danger" @click=${() => this.dialog.settle(true)}>${yes}</button>
          <button type="button" aria-describedby=${follows ? 'follows' : nothing} @click=${() => this.dialog.settle(false)}>${words.cancel}</button>
        </div>
      `,
    );
  }

  /** To the sign-in page, which leads back here. */
  leaveToSignIn(): void {
    location.assign(signInAddress());
  }

  get siteName(): string {
    return place.name;
  }
}

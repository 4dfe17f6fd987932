// Asks who is signed in to sign in once more, in place: what they were about to do goes on then.
import { html, nothing, type TemplateResult } from 'lit';
import { solve } from '../embed/composer/work.ts';
import { Refusal } from '../shared/api/refusal.ts';
import {
  AskForMail,
  AskForPasskey,
  type OutcomeFragment,
  ProveByCode,
  ProveByMail,
  ProveByPasskey,
  ProveByPassword,
} from '../shared/generated.ts';
import { Work } from '../shared/generated-writing.ts';
import { Form, typedCode } from './form.ts';
import { available, signed } from './passkey.ts';
import { place } from './place.ts';
import type { Known, Surface } from './surface.ts';

type Challenge = NonNullable<OutcomeFragment['secondFactor']>;
type Step = 'password' | 'mail' | 'mailCode' | 'app' | 'recovery' | 'passkey' | 'none';

export class Proof {
  readonly #surface: Surface;
  #step: Step = 'none';
  #challenge: Challenge | null = null;
  #requestToken = '';
  #problem = '';
  #forms: Partial<Record<Step, Form>> = {};

  constructor(surface: Surface) {
    this.#surface = surface;
  }

  /** Whether they did. */
  ask(): Promise<boolean> {
    const { known } = this.#surface;
    this.#challenge = null;
    this.#forms = {};
    this.#problem = '';
    this.#step = first(known);
    return this.#surface.dialog.ask(this.#words.prove, () => this.#draw());
  }

  get #words() {
    return this.#surface.language.words;
  }

  #draw(): TemplateResult {
    const words = this.#words;
    const { known } = this.#surface;
    return html`
      ${this.#challenge ? nothing : html`<p>${words.proveHint}</p>`} ${this.#hint(known)}
      ${this.#step === 'passkey' || this.#step === 'none' ? nothing : this.#form(this.#step).draw()}
      <p class="error" role="alert">${this.#problem}</p>
      <div class="buttons">
        ${this.#others(known)}
        <button type="button" @click=${() => this.#surface.dialog.settle(false)}>${words.cancel}</button>
      </div>
    `;
  }

  #hint(known: Known | null): TemplateResult | typeof nothing {
    const email = known?.email ?? '';
    const { language } = this.#surface;
    if (this.#step === 'mail') return html`<p>${language.say(this.#words.mailHint, { email })}</p>`;
    if (this.#step === 'mailCode') return html`<p>${language.say(this.#words.mailSent, { email })}</p>`;
    return nothing;
  }

  /** Ways to go instead of the one that is shown. */
  #others(known: Known | null): (TemplateResult | typeof nothing)[] {
    const words = this.#words;
    const way = (step: Step, label: string) =>
      step === this.#step ? nothing : html`<button type="button" @click=${() => this.#turn(step)}>${label}</button>`;
    const passkey = html`
      <button type="button" class=${this.#step === 'passkey' ? 'primary' : ''} @click=${() => this.#byPasskey()}>
        ${words.usePasskey}
      </button>
    `;
    if (this.#challenge) {
      return [
        this.#challenge.passkeys && available() ? passkey : nothing,
        this.#challenge.totp ? way('app', words.useAppCode) : nothing,
        way('recovery', words.useRecoveryCode),
      ];
    }
    if (first(known) === 'none') {
      return [
        html`<button type="button" class="primary" @click=${() => this.#surface.leaveToSignIn()}>${words.signInAgain}</button>`,
      ];
    }
    return [
      known?.byPasskey && available() ? passkey : nothing,
      known?.byPassword ? way('password', words.proveByPassword) : nothing,
      known?.byMail && this.#step !== 'mailCode' ? way('mail', words.proveByMail) : nothing,
    ];
  }

  #turn(step: Step): void {
    this.#step = step;
    this.#problem = '';
    this.#surface.update();
    document.querySelector<HTMLElement>('#dialog input, #dialog button')?.focus();
  }

  #form(step: Step): Form {
    const made = this.#forms[step] ?? new Form(this.#surface, `proof-${step}`, this.#doing(step));
    this.#forms[step] = made;
    return made;
  }

  #doing(step: Step): ConstructorParameters<typeof Form>[2] {
    const words = this.#words;
    const code = (hint: string, label = words.code) => [
      { name: 'code', label, hint, isCode: true, autocomplete: step === 'recovery' ? 'off' : 'one-time-code' },
    ];
    const byCode = { label: words.goOn, send: (values: Record<string, string>) => this.#byCode(typedCode(values)) };
    switch (step) {
      case 'mail':
        return { label: words.sendMail, fields: () => [], send: (_, working) => this.#askForMail(working) };
      case 'mailCode':
        return {
          label: words.goOn,
          fields: () => code(words.mailCodeHint),
          send: (values) => this.#byMail(typedCode(values)),
        };
      case 'app':
        return { ...byCode, fields: () => code(words.appCodeHint) };
      case 'recovery':
        return { ...byCode, fields: () => code(words.recoveryCodeHint, words.recoveryCode) };
      default:
        return {
          label: words.goOn,
          fields: () => [
            { name: 'password', label: words.password, type: 'password', autocomplete: 'current-password' },
          ],
          send: ({ password = '' }) => this.#byPassword(password),
        };
    }
  }

  async #byPassword(password: string): Promise<undefined> {
    const email = this.#surface.known?.email ?? '';
    const input = { site: place.site, email, password };
    this.#arrive((await this.#surface.transport.run(ProveByPassword, { input })).signIn);
  }

  async #askForMail(working: (text: string) => void): Promise<undefined> {
    const { transport, known, language } = this.#surface;
    const input = { site: place.site, email: known?.email ?? '', locale: language.code };
    const send = (more: object) => transport.run(AskForMail, { input: { ...input, ...more } });
    const asked = await send({}).catch(async (refusal: unknown) => {
      if (!(refusal instanceof Refusal) || refusal.reason !== 'PROOF_OF_WORK_NEEDED') throw refusal;
      const { proofOfWork } = await transport.run(Work, { site: place.site });
      const percent = new Intl.NumberFormat(language.code, { style: 'percent' });
      const progress = (done: number) => working(language.say(this.#words.working, { percent: percent.format(done) }));
      return send({ proofOfWork: await solve(proofOfWork, progress) });
    });
    this.#requestToken = asked.requestSignInMail.requestToken;
    this.#turn('mailCode');
  }

  async #byMail(code: string): Promise<undefined> {
    const input = { requestToken: this.#requestToken, code };
    this.#arrive((await this.#surface.transport.run(ProveByMail, { input })).signInWithMail);
  }

  async #byCode(code: string): Promise<undefined> {
    const input = { challenge: this.#challenge?.challenge ?? '', code };
    this.#arrive((await this.#surface.transport.run(ProveByCode, { input })).finishSignIn);
  }

  async #byPasskey(): Promise<void> {
    const { transport } = this.#surface;
    this.#problem = '';
    try {
      const whom = this.#challenge ? { challenge: this.#challenge.challenge } : { site: place.site };
      const { beginPasskeySignIn: asked } = await transport.run(AskForPasskey, { input: whom });
      const input = { challenge: asked.challenge, credential: await signed(asked.options) };
      this.#arrive((await transport.run(ProveByPasskey, { input })).finishPasskeySignIn);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#problem = this.#surface.explain(refusal);
      this.#surface.update();
    }
  }

  /** A second factor is asked for, or the session is fresh. */
  #arrive({ viewer, secondFactor }: OutcomeFragment): undefined {
    if (secondFactor) {
      this.#challenge = secondFactor;
      this.#surface.dialog.retitle(this.#words.secondStep);
      this.#turn(secondFactor.passkeys && available() ? 'passkey' : secondFactor.totp ? 'app' : 'recovery');
      return;
    }
    // A passkey may be somebody else's: then this is another account's page.
    if (viewer?.author.id !== this.#surface.known?.id) location.reload();
    else this.#surface.dialog.settle(true);
  }
}

/** The way that is shown first. */
function first(known: Known | null): Step {
  if (known?.byPassword) return 'password';
  if (known?.byMail) return 'mail';
  return known?.byPasskey && available() ? 'passkey' : 'none';
}

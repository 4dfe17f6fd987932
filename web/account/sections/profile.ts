// Name and e-mail address, and its change.
import { html, nothing, type TemplateResult } from 'lit';
import { Form, typedCode, type Values } from '../../own/form.ts';
import { ChangeEmail, ConfirmEmailByCode, RequestVerification } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import type { AccountPage } from '../page.ts';
import { Section, type Viewer } from '../section.ts';

export class Profile extends Section {
  readonly id = 'profile';
  readonly #ask: Form;
  readonly #code: Form;
  #isChanging = false;
  /** Goes with the code of the mail to this address; in memory alone. */
  #asked: { email: string; requestToken: string; isNew: boolean } | null = null;

  constructor(page: AccountPage) {
    super(page);
    const { words } = page.language;
    this.#ask = new Form(page, 'email', {
      label: words.requestChange,
      fields: () => [
        { name: 'newEmail', label: words.newEmail, type: 'email', autocomplete: 'email' },
        ...(page.known?.hasPassword
          ? [
              {
                name: 'password',
                label: words.currentPassword,
                type: 'password',
                autocomplete: 'current-password',
              } as const,
            ]
          : []),
      ],
      send: (values) => this.#change(values),
    });
    this.#code = new Form(page, 'email-code', {
      label: words.enterCode,
      fields: () => [
        { name: 'code', label: words.code, hint: words.mailCodeHint, isCode: true, autocomplete: 'one-time-code' },
      ],
      send: (values) => this.#confirm(typedCode(values)),
    });
  }

  get title(): string {
    return this.words.profile;
  }

  protected override content({ author, email, emailVerified }: Viewer): TemplateResult {
    const { words } = this;
    return html`
      <dl>
        <div>
          <dt>${words.name}</dt>
          <dd><bdi>${author.displayName}</bdi> <span class="hint">${words.nameHint}</span></dd>
        </div>
        <div>
          <dt>${words.email}</dt>
          <dd>
            <bdi>${email ?? words.noEmail}</bdi>
            ${email && !emailVerified ? html`<span class="hint">${words.unconfirmed}</span>` : nothing}
          </dd>
        </div>
      </dl>
      <div class="buttons">
        ${email && !emailVerified && !this.#asked ? this.button(words.confirmEmail, () => this.#verify(email)) : nothing}
        ${this.#isChanging || this.#asked ? nothing : this.button(words.changeEmail, () => this.#begin())}
      </div>
      ${this.#asked ? this.#awaiting(this.#asked) : this.#isChanging ? this.#changing() : nothing}
    `;
  }

  #begin(): void {
    this.#isChanging = true;
    this.page.update();
    document.getElementById('email-newEmail')?.focus();
  }

  #changing(): TemplateResult {
    return html`<p>${this.words.changeHint}</p>${this.#ask.draw()}${this.#cancel()}`;
  }

  #awaiting({ email, isNew }: { email: string; isNew: boolean }): TemplateResult {
    const said = isNew ? this.words.changeSent : this.words.confirmSent;
    const sentence = weave<unknown>(said, { email: html`<bdi>${email}</bdi>` });
    return html`<p>${sentence}</p>${this.#code.draw()}${this.#cancel()}`;
  }

  #cancel(): TemplateResult {
    return html`<p>${this.button(this.words.cancel, () => this.#end(), 'link')}</p>`;
  }

  #end(): void {
    this.#isChanging = false;
    this.#asked = null;
    this.page.update();
    document.getElementById('profile-title')?.focus();
  }

  async #change({ newEmail = '', password }: Values): Promise<undefined> {
    const input = { newEmail, locale: this.page.language.code, ...(password ? { password } : {}) };
    const { changeEmail } = await this.page.proved(() => this.page.transport.run(ChangeEmail, { input }));
    this.#await(newEmail, changeEmail.requestToken, true);
  }

  #verify(email: string): Promise<void> {
    return this.attempt(async () => {
      const input = { locale: this.page.language.code };
      const { requestVerification } = await this.page.transport.run(RequestVerification, { input });
      this.#await(email, requestVerification.requestToken, false);
      return undefined;
    });
  }

  #await(email: string, requestToken: string, isNew: boolean): void {
    this.#asked = { email, requestToken, isNew };
    this.page.update();
    document.getElementById('email-code-code')?.focus();
  }

  async #confirm(code: string): Promise<undefined> {
    const input = { requestToken: this.#asked?.requestToken ?? '', code };
    const { confirmEmailByCode } = await this.page.transport.run(ConfirmEmailByCode, { input });
    const { words } = this;
    const said = {
      DONE: words.emailChanged,
      SIGNED_UP: words.emailChanged,
      HALF_WAY: words.halfWay,
      OTHER_BROWSER: words.otherBrowser,
    };
    await this.page.load();
    await this.attempt(() => Promise.resolve(said[confirmEmailByCode.state]));
    this.#end();
  }
}

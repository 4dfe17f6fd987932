// The password: another one, or a first one by mail.
import { html, nothing, type TemplateResult } from 'lit';
import { Form, type Values } from '../../own/form.ts';
import { place } from '../../own/place.ts';
import { ChangePassword, RequestPasswordReset } from '../../shared/generated.ts';
import type { AccountPage } from '../page.ts';
import { Section, type Viewer } from '../section.ts';

export class Password extends Section {
  readonly id = 'password';
  readonly #form: Form;

  constructor(page: AccountPage) {
    super(page);
    const { words } = page.language;
    this.#form = new Form(page, 'password-form', {
      label: words.changePassword,
      fields: () => [
        { name: 'password', label: words.currentPassword, type: 'password', autocomplete: 'current-password' },
        {
          name: 'newPassword',
          label: words.newPassword,
          hint: words.newPasswordHint,
          type: 'password',
          autocomplete: 'new-password',
        },
      ],
      send: (values) => this.#change(values),
    });
  }

  get title(): string {
    return this.words.passwordTitle;
  }

  protected override content({ hasPassword, email, site }: Viewer): TemplateResult {
    const { words } = this;
    if (hasPassword === null) {
      return html`
        <p>${words.vouched}</p>
        <div class="buttons">${this.button(words.proveNow, () => this.page.proveNow())}</div>
      `;
    }
    return html`
      ${hasPassword ? html`<p>${words.passwordHint}</p>${this.#form.draw()}` : nothing}
      ${
        email && site.waysIn.passwordReset
          ? html`
            <p>${hasPassword ? words.forgotten : words.noPassword}</p>
            <div class="buttons">${this.button(words.mailPassword, () => this.#mail(email))}</div>
          `
          : nothing
      }
    `;
  }

  async #change({ password = '', newPassword = '' }: Values): Promise<string> {
    const input = { currentPassword: password, newPassword };
    await this.page.transport.run(ChangePassword, { input });
    await this.page.load();
    return this.words.passwordChanged;
  }

  #mail(email: string): Promise<void> {
    return this.attempt(async () => {
      const input = { site: place.site, email, locale: this.page.language.code };
      await this.page.transport.run(RequestPasswordReset, { input });
      return this.page.language.say(this.words.passwordMailed, { email });
    });
  }
}

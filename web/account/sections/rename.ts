// Gives a passkey another name, in the dialog.
import { html, type TemplateResult } from 'lit';
import { Form, type Values } from '../../own/form.ts';
import { RenamePasskey } from '../../shared/generated.ts';
import type { AccountPage } from '../page.ts';

export class Rename {
  readonly #page: AccountPage;
  readonly #form: Form;
  #passkeyId = '';

  constructor(page: AccountPage) {
    this.#page = page;
    const { words } = page.language;
    this.#form = new Form(page, 'rename', {
      label: words.passkeyRename,
      fields: () => [{ name: 'name', label: words.passkeyName, hint: words.passkeyNameHint }],
      send: (values) => this.#send(values),
    });
  }

  /** Whether it was renamed. */
  ask({ id, name }: { id: string; name: string }): Promise<boolean> {
    this.#passkeyId = id;
    const { dialog, language } = this.#page;
    const renamed = dialog.ask(language.say(language.words.passkeyRenameAsk, { name }), () => this.#draw());
    const input = document.querySelector<HTMLInputElement>('#rename-name');
    if (input) input.value = name;
    input?.select();
    return renamed;
  }

  #draw(): TemplateResult {
    const { dialog, language } = this.#page;
    return html`
      ${this.#form.draw()}
      <div class="buttons">
        <button type="button" @click=${() => dialog.settle(false)}>${language.words.cancel}</button>
      </div>
    `;
  }

  async #send({ name = '' }: Values): Promise<undefined> {
    const input = { passkeyId: this.#passkeyId, name };
    await this.#page.transport.run(RenamePasskey, { input });
    this.#page.dialog.settle(true);
  }
}

// Taking one's data away, and erasing the account.
import { html, nothing, type TemplateResult } from 'lit';
import { Form, type Values } from '../../own/form.ts';
import { type ErasedComments, EraseMe, ExportMyData } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import type { AccountPage } from '../page.ts';
import { Section, type Viewer } from '../section.ts';

export class Data extends Section {
  readonly id = 'data';
  readonly #erase: Form;
  #comments: ErasedComments = 'KEEP_ANONYMOUSLY';
  #link: { url: string; expiresAt: string } | null = null;

  constructor(page: AccountPage) {
    super(page);
    const { words } = page.language;
    this.#erase = new Form(page, 'erase', {
      label: words.eraseDo,
      isDanger: true,
      fields: () =>
        page.known?.hasPassword
          ? [{ name: 'password', label: words.currentPassword, type: 'password', autocomplete: 'current-password' }]
          : [],
      send: (values) => this.#ask(values),
    });
  }

  get title(): string {
    return this.words.data;
  }

  protected override content({ erasure }: Viewer): TemplateResult {
    const { words } = this;
    return html`
      <h3>${words.export}</h3>
      <p>${words.exportHint}</p>
      <div class="buttons">${this.button(words.exportDo, () => this.#export())}</div>
      ${this.#link ? this.#download(this.#link) : nothing}
      <h3>${words.erase}</h3>
      ${erasure ? html`<p>${this.#planned(erasure.at)}</p>` : html`<p>${words.eraseHint}</p>${this.#choices()}${this.#erase.draw()}`}
    `;
  }

  #planned(at: string): unknown {
    return weave<unknown>(this.words.erasing, { time: this.page.language.absolute(new Date(at)) });
  }

  #download({ url, expiresAt }: { url: string; expiresAt: string }): TemplateResult {
    const time = this.page.language.absolute(new Date(expiresAt));
    return html`
      <p>
        ${weave<unknown>(this.words.exported, { time })}
        <a id="export-link" href=${url} download>${this.words.exportLink}</a>
      </p>
    `;
  }

  #choices(): TemplateResult {
    const { words } = this;
    const choice = (value: ErasedComments, label: string) => html`
      <label class="check">
        <input
          type="radio"
          name="comments"
          value=${value}
          .checked=${this.#comments === value}
          @change=${() => {
            this.#comments = value;
          }}
        />${label}
      </label>
    `;
    return html`
      <fieldset>
        <legend>${words.eraseComments}</legend>
        ${choice('KEEP_ANONYMOUSLY', words.eraseKeep)} ${choice('DELETE', words.eraseDelete)}
      </fieldset>
    `;
  }

  #export(): Promise<void> {
    return this.attempt(async () => {
      const input = { language: this.page.language.code };
      const { exportMyData } = await this.page.transport.run(ExportMyData, { input });
      this.#link = exportMyData;
      this.page.update();
      document.getElementById('export-link')?.click();
      return undefined;
    });
  }

  async #ask({ password }: Values): Promise<string | undefined> {
    const { page, words } = this;
    if (!(await page.confirm(words.eraseAsk, words.eraseDo))) return undefined;
    const input = { comments: this.#comments, locale: page.language.code, ...(password ? { password } : {}) };
    const { eraseMe } = await page.proved(() => page.transport.run(EraseMe, { input }));
    if (eraseMe.erased) {
      page.erased();
      return undefined;
    }
    await page.load();
    window.scrollTo({ top: 0 });
    document.querySelector<HTMLElement>('.notice button')?.focus();
    return eraseMe.erasure
      ? page.language.say(words.erasing, { time: page.language.absolute(new Date(eraseMe.erasure.at)) })
      : undefined;
  }
}

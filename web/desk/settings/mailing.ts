// Draws the part with the mails: which there are, and the words of one of them.
import { html, nothing, type TemplateResult } from 'lit';
import type { MailKind } from '../../shared/generated.ts';
import type { DeskPage } from '../page.ts';
import { address } from '../route.ts';
import { languageOf, languages } from './languages.ts';
import { MailEditor } from './mail-editor.ts';
import { KINDS } from './mail-words.ts';
import { Mails } from './mails.ts';
import type { Spoken } from './screen.ts';

export class Mailing {
  readonly #language: Spoken;
  readonly #editor: MailEditor;
  readonly mails: Mails;

  /** `logged`: words were changed, which stands in the log. */
  constructor(desk: DeskPage, language: Spoken, logged: () => void) {
    this.#language = language;
    this.mails = new Mails(desk, logged);
    this.#editor = new MailEditor(desk, language, this.mails);
  }

  /** An address names a kind, and perhaps a language. */
  arrive([named, locale]: string[]): void {
    const { code } = this.#language;
    const kind = KINDS.find((one) => one === named) ?? null;
    const [known] = languages(code).find(([one]) => one === locale) ?? [code];
    this.#editor.begin();
    void this.mails.show(kind, known);
  }

  draw(): TemplateResult {
    const { words } = this.#language;
    const { all, problem, kind, standing } = this.mails;
    const again = html`<button type="button" class="link" @click=${() => this.mails.load()}>${words.tryAgain}</button>`;
    const isMissing = kind ? !standing : !all;
    if (isMissing && problem) return html`<p class="error" role="alert">${problem} ${again}</p>`;
    if (kind) return this.#editor.draw(kind);
    if (!all) return html`<p class="quiet">${words.loading}</p>`;
    return html`
      <p>${words.mailsHint}</p>
      <ul class="mails">${KINDS.map((one) => this.#one(one))}</ul>
    `;
  }

  #one(kind: MailKind): TemplateResult {
    const { words } = this.#language;
    const mine = this.mails.all?.filter((one) => one.kind === kind) ?? [];
    const own = mine.filter(({ ownSince }) => ownSince);
    const unsaved = mine.filter((one) => this.mails.drafts.at(one));
    return html`
      <li>
        <p>
          <a href=${address({ head: 'settings', rest: ['mails', kind] })}>${words[`mail_${kind}`]}</a>
          ${this.#mark(words.mailsOwn, own)} ${this.#mark(words.mailsUnsaved, unsaved)}
        </p>
        <p class="hint">${words[`mailFor_${kind}`]}</p>
      </li>
    `;
  }

  #mark(sentence: string, found: readonly { locale: string }[]): TemplateResult | typeof nothing {
    if (found.length === 0) return nothing;
    const { code } = this.#language;
    const names = new Intl.ListFormat(code).format(found.map(({ locale }) => languageOf(locale, code)));
    return html`<span class="mark">${this.#language.say(sentence, { languages: names })}</span>`;
  }
}

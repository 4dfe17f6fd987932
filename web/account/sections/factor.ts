// The second factor: an authenticator app, passkeys, and codes for the day both are lost.
import { html, nothing, type TemplateResult } from 'lit';
import { Form, typedCode, type Values } from '../../own/form.ts';
import { available, created } from '../../own/passkey.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import {
  AddPasskey,
  BeginPasskey,
  BeginTotp,
  type BeginTotpMutation,
  ConfirmTotp,
  NewRecoveryCodes,
  RemovePasskey,
  RemoveTotp,
} from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import type { AccountPage } from '../page.ts';
import { Section, type Viewer } from '../section.ts';
import { Codes } from './codes.ts';
import { Rename } from './rename.ts';

type Own = NonNullable<Viewer['secondFactor']>;

export class Factor extends Section {
  readonly id = 'factor';
  readonly #codes: Codes;
  readonly #confirm: Form;
  readonly #add: Form;
  readonly #rename: Rename;
  /** The app that is being set up. */
  #begun: BeginTotpMutation['beginTotp'] | null = null;

  constructor(page: AccountPage) {
    super(page);
    const { words } = page.language;
    this.#codes = new Codes(page);
    this.#rename = new Rename(page);
    this.#confirm = new Form(page, 'app', {
      label: words.appConfirm,
      fields: () => [
        { name: 'code', label: words.appCode, hint: words.appCodeHint, isCode: true, autocomplete: 'one-time-code' },
      ],
      send: (values) => this.#confirmApp(typedCode(values)),
    });
    this.#add = new Form(page, 'passkey', {
      label: words.passkeyAdd,
      fields: () => [{ name: 'name', label: words.passkeyName, hint: words.passkeyNameHint }],
      send: (values) => this.#addPasskey(values),
    });
  }

  get title(): string {
    return this.words.factor;
  }

  protected override content({ secondFactor, site, author }: Viewer): TemplateResult {
    const { words } = this;
    const isStaff = author.role !== 'COMMENTER' && site.waysIn.secondFactorForStaff;
    const demand = secondFactor && hasAny(secondFactor) ? words.demandedMet : words.demanded;
    return html`
      <p>${words.factorHint}</p>
      ${isStaff ? html`<p><strong>${demand}</strong></p>` : nothing}
      ${this.#codes.areShown ? this.#codes.draw() : nothing}
      ${secondFactor ? this.#own(secondFactor, site.waysIn.passkeys) : this.#vouched()}
    `;
  }

  #vouched(): TemplateResult {
    const { words } = this;
    return html`
      <p>${words.vouched}</p>
      <div class="buttons">${this.button(words.proveNow, () => this.page.proveNow())}</div>
    `;
  }

  #own(own: Own, hasPasskeys: boolean): TemplateResult {
    const { words } = this;
    return html`
      <h3>${words.app}</h3>
      ${own.totp ? this.#app(own) : this.#noApp()}
      <h3>${words.passkeys}</h3>
      <p>${hasPasskeys ? words.passkeysHint : words.passkeysOff}</p>
      ${this.#passkeys(own)} ${hasPasskeys ? this.#another() : nothing}
      ${hasAny(own) ? this.#recovery(own.recoveryCodesLeft) : nothing}
    `;
  }

  #app(own: Own): TemplateResult {
    const { words } = this;
    return html`
      <p>${words.appOn}</p>
      <div class="buttons">${this.button(words.appRemove, () => this.#removeApp(own))}</div>
    `;
  }

  #noApp(): TemplateResult {
    const { words } = this;
    if (!this.#begun) {
      return html`
        <p>${words.appOff}</p>
        <div class="buttons">${this.button(words.appAdd, () => this.#begin())}</div>
      `;
    }
    const { qrCode, secret, uri } = this.#begun;
    return html`
      <p>${words.appScan}</p>
      <div class="enrol">
        <img src="data:image/svg+xml,${encodeURIComponent(qrCode)}" alt=${words.qr} width="200" height="200" />
        <div>
          <p id="secret-label" class="label">${words.secret}</p>
          <p><code dir="ltr" aria-labelledby="secret-label" class="secret">${spaced(secret)}</code></p>
          <p><a href=${uri}>${words.openApp}</a></p>
        </div>
      </div>
      ${this.#confirm.draw()}
      <p>${this.button(words.cancel, () => this.#stop(), 'link')}</p>
    `;
  }

  #passkeys({ passkeys, ...own }: Own): TemplateResult | typeof nothing {
    const { words } = this;
    if (passkeys.length === 0) return nothing;
    return html`
      <ul class="things">
        ${passkeys.map(({ id, name, createdAt, lastUsedAt }) => {
          const when = lastUsedAt
            ? weave<unknown>(words.lastUsed, { time: this.time(lastUsedAt) })
            : weave<unknown>(words.added, { time: this.time(createdAt) });
          return html`
            <li>
              <div>
                <p><bdi>${name}</bdi></p>
                <p class="hint">${when}</p>
              </div>
              <div class="buttons">
                ${this.button(words.passkeyRename, () => this.#renamePasskey({ id, name }), '', name)}
                ${this.button(words.passkeyRemove, () => this.#removePasskey({ id, name }, { passkeys, ...own }), '', name)}
              </div>
            </li>
          `;
        })}
      </ul>
    `;
  }

  #another(): TemplateResult {
    return available() ? this.#add.draw() : html`<p class="quiet">${this.words.passkeysNot}</p>`;
  }

  #recovery(left: number): TemplateResult {
    const { words, page } = this;
    return html`
      <h3>${words.recovery}</h3>
      <p>${page.language.plural(words.recoveryLeft, left)}</p>
      <div class="buttons">${this.button(words.recoveryNew, () => this.#renew())}</div>
    `;
  }

  async #begin(): Promise<void> {
    await this.attempt(async () => {
      this.#begun = (await this.page.transport.run(BeginTotp, {})).beginTotp;
      return undefined;
    });
    document.getElementById('app-code')?.focus();
  }

  #stop(): void {
    this.#begun = null;
    this.page.update();
    document.getElementById('factor-title')?.focus();
  }

  async #confirmApp(code: string): Promise<string> {
    const confirmed = await this.page
      .proved(() => this.page.transport.run(ConfirmTotp, { input: { code } }))
      .catch((refusal: unknown) => {
        // Another secret is needed, and with it another picture.
        if (refusal instanceof Refusal && refusal.reason === 'CHALLENGE_OVER') this.#begun = null;
        throw refusal;
      });
    this.#begun = null;
    await this.#arrive(confirmed.confirmTotp.recoveryCodes);
    return this.words.appAdded;
  }

  async #addPasskey({ name = '' }: Values): Promise<string> {
    const { transport } = this.page;
    const { beginPasskey } = await this.page.proved(() => transport.run(BeginPasskey, {}));
    const input = { name, credential: await created(beginPasskey.options) };
    const { addPasskey } = await this.page.proved(() => transport.run(AddPasskey, { input }));
    await this.#arrive(addPasskey.recoveryCodes);
    return this.words.passkeyAdded;
  }

  /** The first factor brings codes. */
  async #arrive(codes: string[] | null): Promise<void> {
    await this.page.load();
    if (codes) this.#codes.show(codes);
  }

  async #removeApp(own: Own): Promise<void> {
    const { words, page } = this;
    const question = own.passkeys.length > 0 ? words.appRemoveAsk : `${words.appRemoveAsk} ${words.lastFactor}`;
    if (!(await page.confirm(question, words.appRemove))) return;
    await this.attempt(async () => {
      await page.transport.run(RemoveTotp, {});
      await page.load();
      return words.appRemoved;
    });
  }

  async #renamePasskey(passkey: { id: string; name: string }): Promise<void> {
    if (!(await this.#rename.ask(passkey))) return;
    await this.attempt(async () => {
      await this.page.load();
      return this.words.passkeyRenamed;
    });
  }

  async #removePasskey({ id, name }: { id: string; name: string }, own: Own): Promise<void> {
    const { words, page } = this;
    const asked = page.language.say(words.passkeyRemoveAsk, { name });
    const isLast = own.passkeys.length === 1 && !own.totp;
    if (!(await page.confirm(isLast ? `${asked} ${words.lastFactor}` : asked, words.passkeyRemove))) return;
    await this.attempt(async () => {
      await page.transport.run(RemovePasskey, { input: { passkeyId: id } });
      await page.load();
      return words.passkeyRemoved;
    });
  }

  async #renew(): Promise<void> {
    const { words, page } = this;
    if (!(await page.confirm(words.recoveryNewAsk, words.recoveryNew))) return;
    let codes: string[] = [];
    await this.attempt(async () => {
      codes = (await page.transport.run(NewRecoveryCodes, {})).newRecoveryCodes.recoveryCodes;
      await page.load();
      return undefined;
    });
    if (codes.length > 0) this.#codes.show(codes);
  }
}

const hasAny = ({ totp, passkeys }: Own): boolean => totp || passkeys.length > 0;

/** In groups of four, to be typed from. */
const spaced = (secret: string): string => secret.replaceAll(/(.{4})(?=.)/g, '$1 ');

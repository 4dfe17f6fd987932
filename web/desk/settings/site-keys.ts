// The keys with which a site signs tokens for its own accounts: which there are, adding one, removing it.
// A secret that was made is shown once.
import { html, nothing, type TemplateResult } from 'lit';
import { type Field, Form, type Values } from '../../own/form.ts';
import { place } from '../../own/place.ts';
import type { Surface } from '../../own/surface.ts';
import { type AddSiteKeyInput, DeskAddSiteKey, DeskRemoveSiteKey, type SiteKeyKind } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import type { DeskPage } from '../page.ts';
import { date, time } from '../parts/said.ts';
import { Copying } from './copying.ts';
import { dialogued, removing } from './dialogues.ts';
import type { Spoken } from './screen.ts';
import type { SiteKey, Ways } from './ways.ts';

const KINDS: readonly SiteKeyKind[] = ['SECRET', 'PUBLIC_KEY', 'JWKS_URL'];

export class SiteKeys {
  readonly #desk: DeskPage;
  readonly #language: Spoken;
  readonly #ways: Ways;
  readonly #copying: Copying;

  constructor(desk: DeskPage, language: Spoken, ways: Ways) {
    this.#desk = desk;
    this.#language = language;
    this.#ways = ways;
    this.#copying = new Copying(desk, language);
  }

  draw(): TemplateResult {
    const { words } = this.#language;
    const { keys } = this.#ways;
    const list = html`<ul class="things">${(keys ?? []).map((key) => this.#one(key))}</ul>`;
    const add = (kind: SiteKeyKind) =>
      html`<button type="button" id="key-add-${kind}" @click=${() => this.#add(kind)}>${words[`keyAdd_${kind}`]}</button>`;
    return html`
      <p>${words.keysHint}</p>
      ${keys?.length === 0 ? html`<p class="quiet">${words.noKeys}</p>` : list}
      <div class="buttons">${KINDS.map(add)}</div>
    `;
  }

  #one(key: SiteKey): TemplateResult {
    const { words } = this.#language;
    const name = key.kid ? this.#language.say(words.keyNamed, { name: key.kid }) : words.keyNameless;
    const named = key.kind === 'JWKS_URL' ? (key.url ?? '') : name;
    const end = key.expiresAt ? weave<unknown>(words.until, { time: date(key.expiresAt, this.#language) }) : nothing;
    return html`
      <li>
        <div>
          <p><strong>${words[`kind_${key.kind}`]}</strong> <bdi>${named}</bdi></p>
          <p class="hint"><bdi>${key.algorithm}</bdi> · ${weave<unknown>(words.addedAt, { time: time(key.createdAt, this.#language) })} ${end}</p>
        </div>
        <button type="button" aria-label="${words.keyRemove}: ${named}" @click=${() => this.#remove(key)}>${words.keyRemove}</button>
      </li>
    `;
  }

  async #add(kind: SiteKeyKind): Promise<void> {
    const { words } = this.#language;
    let secret: string | null = null;
    const form = new Form(this.#desk as Surface, 'key-new', {
      label: words.save,
      fields: () => this.#fields(kind),
      send: async (values) => {
        const input = inputOf(kind, values);
        const { addSiteKey } = await this.#desk.proved(() => this.#desk.transport.run(DeskAddSiteKey, { input }));
        secret = addSiteKey.secret;
        this.#desk.dialog.settle(true);
        return undefined;
      },
    });
    await dialogued(this.#desk, words[`keyAdd_${kind}`], form, this.#ways);
    if (secret) await this.#show(secret);
    document.getElementById(`key-add-${kind}`)?.focus();
  }

  #fields(kind: SiteKeyKind): Field[] {
    const { words } = this.#language;
    const kid: Field = { name: 'kid', label: words.kid, hint: words.kidHint, isOptional: true };
    const algorithm: Field = {
      name: 'algorithm',
      label: words.algorithm,
      options: ['RS256', 'ES256', 'EDDSA'].map((one) => [one, one] as const),
    };
    if (kind === 'SECRET') return [kid];
    if (kind === 'PUBLIC_KEY') return [kid, algorithm, { name: 'publicKey', label: words.publicKey, type: 'lines' }];
    return [{ name: 'url', label: words.keyUrl }, algorithm];
  }

  async #show(secret: string): Promise<void> {
    const { words } = this.#language;
    await this.#desk.dialog.ask(
      words.made,
      () => html`
        <p>${words.madeHint}</p>
        <p><code class="secret" dir="ltr">${secret}</code></p>
        <div class="buttons">
          ${this.#copying.button('secret', secret)}
          <button type="button" class="primary" @click=${() => this.#desk.dialog.settle(true)}>${words.close}</button>
        </div>
        ${this.#copying.said('secret')}
      `,
    );
  }

  #remove({ id }: SiteKey): Promise<void> {
    const { words } = this.#language;
    return removing(this.#desk, [words.keyRemoveAsk, words.keyRemove], [this.#ways, 'key-add-SECRET'], () =>
      this.#desk.transport.run(DeskRemoveSiteKey, { input: { siteKeyId: id } }),
    );
  }
}

function inputOf(kind: SiteKeyKind, { kid, algorithm, publicKey, url }: Values): AddSiteKeyInput {
  return {
    site: place.site,
    kind,
    kid: kid?.trim() || null,
    algorithm: (algorithm as AddSiteKeyInput['algorithm']) ?? null,
    publicKey: publicKey?.trim() || null,
    url: url?.trim() || null,
  };
}

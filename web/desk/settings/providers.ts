// Providers with whom people sign in: which there are, adding one, changing it, removing it.
import { html, nothing, type TemplateResult } from 'lit';
import { type Field, Form, type Values } from '../../own/form.ts';
import { place } from '../../own/place.ts';
import type { Surface } from '../../own/surface.ts';
import { DeskAddProvider, DeskRemoveProvider, DeskUpdateProvider } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import type { DeskPage } from '../page.ts';
import { time } from '../parts/said.ts';
import { dialogued, removing } from './dialogues.ts';
import type { Spoken } from './screen.ts';
import type { Provider, Ways } from './ways.ts';

export class Providers {
  readonly #desk: DeskPage;
  readonly #language: Spoken;
  readonly #ways: Ways;

  constructor(desk: DeskPage, language: Spoken, ways: Ways) {
    this.#desk = desk;
    this.#language = language;
    this.#ways = ways;
  }

  draw(): TemplateResult {
    const { words } = this.#language;
    const { providers, problem } = this.#ways;
    const list = html`<ul class="things">${(providers ?? []).map((provider) => this.#one(provider))}</ul>`;
    return html`
      <p>${words.providersHint}</p>
      ${problem ? html`<p class="error" role="alert">${problem}</p>` : nothing}
      ${providers?.length === 0 ? html`<p class="quiet">${words.noProviders}</p>` : list}
      <button type="button" id="provider-add" @click=${() => this.#add()}>${words.providerAdd}</button>
    `;
  }

  #one(provider: Provider): TemplateResult {
    const { words } = this.#language;
    const named = (said: string) => `${said}: ${provider.name}`;
    const callback = `${location.origin}/sign-in/oidc/callback/${place.site}/${provider.key}`;
    return html`
      <li>
        <div>
          <p><strong><bdi>${provider.name}</bdi></strong> <span class="quiet">${weave<unknown>(words.addedAt, { time: time(provider.createdAt, this.#language) })}</span></p>
          <p class="address" dir="ltr">${provider.issuer}</p>
          <p class="hint"><bdi>${provider.clientId}</bdi>, ${provider.hasClientSecret ? words.withSecret : words.withoutSecret} · <bdi>${provider.scopes.join(' ')}</bdi></p>
          <p class="hint">${words.callback} <code dir="ltr">${callback}</code></p>
        </div>
        <div class="buttons">
          <button type="button" aria-label=${named(words.providerChange)} @click=${() => this.#change(provider)}>${words.providerChange}</button>
          <button type="button" aria-label=${named(words.providerRemove)} @click=${() => this.#remove(provider)}>${words.providerRemove}</button>
        </div>
      </li>
    `;
  }

  #add(): Promise<void> {
    const { words } = this.#language;
    const form = this.#form('provider-new', this.#fields(null), (values) => {
      const { key = '', name = '', issuer = '', clientId = '', clientSecret, scopes } = values;
      const optional = { clientSecret: clientSecret || null, scopes: scopes?.trim() || null };
      const input = {
        site: place.site,
        key: key.trim(),
        name,
        issuer: issuer.trim(),
        clientId: clientId.trim(),
        ...optional,
      };
      return this.#desk.transport.run(DeskAddProvider, { input });
    });
    return dialogued(this.#desk, words.providerAdd, form, this.#ways);
  }

  #change(provider: Provider): Promise<void> {
    const { words } = this.#language;
    const { key } = provider;
    const form = this.#form(
      'provider-change',
      this.#fields(provider),
      ({ name = '', clientId = '', clientSecret, scopes }) => {
        const changed = {
          ...(name.trim() !== provider.name && { name }),
          ...(clientId.trim() !== provider.clientId && { clientId: clientId.trim() }),
          ...(clientSecret && { clientSecret }),
          ...(scopes?.trim() !== provider.scopes.join(' ') && { scopes: scopes ?? '' }),
        };
        if (Object.keys(changed).length === 0) return Promise.resolve();
        return this.#desk.transport.run(DeskUpdateProvider, { input: { site: place.site, key, ...changed } });
      },
    );
    const is = { name: provider.name, clientId: provider.clientId, scopes: provider.scopes.join(' ') };
    return dialogued(this.#desk, `${words.providerChange}: ${provider.name}`, form, this.#ways, is);
  }

  #remove({ key, name }: Provider): Promise<void> {
    const { words } = this.#language;
    const question = this.#language.say(words.providerRemoveAsk, { name });
    return removing(this.#desk, [question, words.providerRemove], [this.#ways, 'provider-add'], () =>
      this.#desk.transport.run(DeskRemoveProvider, { input: { site: place.site, key } }),
    );
  }

  #form(id: string, fields: Field[], send: (values: Values) => Promise<unknown>): Form {
    return new Form(this.#desk as Surface, id, {
      label: this.#language.words.save,
      fields: () => fields,
      send: async (values) => {
        await this.#desk.proved(() => send(values));
        this.#desk.dialog.settle(true);
        return undefined;
      },
    });
  }

  /** Of one that there is, its key and its issuer stay. */
  #fields(provider: Provider | null): Field[] {
    const { words } = this.#language;
    const fixed: Field[] = [
      { name: 'key', label: words.providerKey, hint: words.providerKeyHint },
      { name: 'issuer', label: words.issuer, hint: words.issuerHint },
    ];
    return [
      { name: 'name', label: words.providerName },
      ...(provider ? [] : fixed),
      { name: 'clientId', label: words.clientId, hint: words.clientIdHint },
      {
        name: 'clientSecret',
        label: words.clientSecret,
        isOptional: true,
        ...(provider?.hasClientSecret && { hint: words.clientSecretKept }),
      },
      { name: 'scopes', label: words.scopes, hint: words.scopesHint, isOptional: true },
    ];
  }
}

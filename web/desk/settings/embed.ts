// How a thread gets into a page: the code for it, what its attributes mean, and the thread as it is now.
import { html, type TemplateResult } from 'lit';
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { DeskEmbeds, type DeskEmbedsQuery } from '../../shared/generated.ts';
import type { DeskPage } from '../page.ts';
import type { Option } from '../parts/fields.ts';
import { Copying } from './copying.ts';
import { languages } from './languages.ts';
import type { Spoken } from './screen.ts';
import { type Embedding, pageOf, snippet } from './snippet.ts';

type Episode = NonNullable<DeskEmbedsQuery['site']>['episodes']['nodes'][number];
type Choice = 'lang' | 'theme' | 'sort';

export class Embed {
  readonly #desk: DeskPage;
  readonly #language: Spoken;
  readonly #copying: Copying;
  #episodes: readonly Episode[] | null = null;
  #problem = '';
  #chosen: Embedding = { site: place.site, episode: '', lang: '', theme: '', sort: '' };

  constructor(desk: DeskPage, language: Spoken) {
    this.#desk = desk;
    this.#language = language;
    this.#copying = new Copying(desk, language);
  }

  async load(): Promise<void> {
    if (this.#episodes) return;
    this.#problem = '';
    try {
      const { site } = await this.#desk.transport.run(DeskEmbeds, { site: place.site });
      this.#episodes = site?.episodes.nodes ?? [];
      this.#chosen.episode ||= this.#episodes[0]?.key ?? '';
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#problem = this.#desk.explain(refusal);
    }
    this.#desk.update();
  }

  draw(): TemplateResult {
    const { words } = this.#language;
    if (this.#problem)
      return html`<p class="error" role="alert">${this.#problem} <button type="button" class="link" @click=${() => this.load()}>${words.tryAgain}</button></p>`;
    if (!this.#episodes) return html`<p class="quiet">${words.loading}</p>`;
    if (this.#episodes.length === 0) return html`<p>${words.noEpisodes}</p>`;
    const code = snippet(location.origin, this.#chosen);
    return html`
      <p>${words.embedHint}</p>
      ${this.#choices(this.#episodes)}
      <pre class="snippet" dir="ltr" tabindex="0" aria-label=${words.code}><code>${code}</code></pre>
      <div class="buttons">${this.#copying.button('snippet', code)}</div>
      ${this.#copying.said('snippet')} ${this.#attributes()}
      <h3>${words.preview}</h3>
      <p class="hint">${words.previewHint}</p>
      <iframe class="preview" sandbox="" loading="lazy" title=${words.preview} src=${pageOf(this.#chosen)}></iframe>
    `;
  }

  #choices(episodes: readonly Episode[]): TemplateResult {
    const { words, code } = this.#language;
    return html`
      <div class="embedding">
        ${this.#choice(
          'episode',
          words.episode,
          episodes.map(({ key, title }) => [key, title] as const),
        )}
        ${this.#choice('lang', words.lang, [['', words.langAuto], ...languages(code)])}
        ${this.#choice('theme', words.theme, [
          ['', words.themeAuto],
          ['light', words.theme_light],
          ['dark', words.theme_dark],
        ])}
        ${this.#choice('sort', words.sort, [
          ['', words.sortAuto],
          ['newest', words.sort_newest],
          ['top', words.sort_top],
          ['moment', words.sort_moment],
        ])}
      </div>
    `;
  }

  #choice(name: Choice | 'episode', label: string, options: readonly Option[]): TemplateResult {
    const choose = ({ target }: Event) => {
      this.#chosen = { ...this.#chosen, [name]: (target as HTMLSelectElement).value };
      this.#desk.update();
    };
    const chosen = this.#chosen[name];
    return html`
      <div class=${name}>
        <label for="embed-${name}">${label}</label>
        <select id="embed-${name}" @change=${choose}>
          ${options.map(([value, said]) => html`<option value=${value} ?selected=${value === chosen}>${said}</option>`)}
        </select>
      </div>
    `;
  }

  #attributes(): TemplateResult {
    const { words } = this.#language;
    const rows = [
      ['site', words.siteMeaning],
      ['episode', words.episodeMeaning],
      ['lang', words.langMeaning],
      ['theme', words.themeMeaning],
      ['sort', words.sortMeaning],
    ];
    return html`
      <details>
        <summary>${words.attributes}</summary>
        <table>
          <thead>
            <tr><th scope="col">${words.attribute}</th><th scope="col">${words.meaning}</th></tr>
          </thead>
          <tbody>
            ${rows.map(([name, meaning]) => html`<tr><td><code dir="ltr">${name}</code></td><td>${meaning}</td></tr>`)}
          </tbody>
        </table>
      </details>
    `;
  }
}

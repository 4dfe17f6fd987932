// How many comments an episode has: `<rejoinder-count site="…" episode="…">`. Plain text in the
// element itself, so that it looks like the words around it. What stood there stays until then.
import { Language } from '../../shared/language.ts';
import { counterOf } from '../controllers/counts.ts';
import { languageOf } from '../languages.ts';
import { originOf, started } from '../start.ts';

export class CountElement extends HTMLElement {
  static observedAttributes = ['site', 'episode', 'service', 'lang', 'bare'];

  #shown = new AbortController();

  connectedCallback(): void {
    void this.#show();
  }

  disconnectedCallback(): void {
    this.#shown.abort();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.#show();
  }

  async #show(): Promise<void> {
    const site = this.getAttribute('site');
    const episode = this.getAttribute('episode');
    const service = originOf(this.getAttribute('service'));
    if (!site || !episode || !service || !started) return;
    const code = languageOf(this);
    const asked = [counterOf(service, site).count(episode), started.speak(code)] as const;
    const answered = await Promise.all(asked).catch(() => null);
    if (!answered) return this.#later();
    const [count, { default: words }] = answered;
    if (episode !== this.getAttribute('episode') || site !== this.getAttribute('site')) return;
    const language = new Language(code, words);
    const said = count === 0 ? words.noComments : language.plural(words.comments, count);
    this.textContent = this.hasAttribute('bare') ? language.count(count) : said;
  }

  /** Once the line is back, or the page is looked at again. */
  #later(): void {
    this.#shown.abort();
    if (!this.isConnected) return;
    this.#shown = new AbortController();
    const again = () => {
      if (document.hidden) return;
      this.#shown.abort();
      void this.#show();
    };
    addEventListener('online', again, this.#shown);
    document.addEventListener('visibilitychange', again, this.#shown);
  }
}

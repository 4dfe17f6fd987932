// The page's player, for times in comments to go to. Fetched where a page has one.
import type { Language } from '../../shared/language.ts';
import type { Words } from '../words/en.ts';
import { replaceCodes, type TimeCode } from './time-codes.ts';

/** What a player has to have: an `<audio>`, a `<video>`, or an element of the page's that acts like one. */
interface Media extends HTMLElement {
  currentTime: number;
  play?(): Promise<void> | void;
}

const acts = (element: Element | null): element is Media => element !== null && 'currentTime' in element;

export class Player {
  readonly #thread: HTMLElement;
  readonly #selector: string | null;

  constructor(thread: HTMLElement, selector: string | null) {
    this.#thread = thread;
    this.#selector = selector;
  }

  /**
   * Plays from a moment. The page is asked first, by an event `rejoinder-seek` that it may take over
   * with `preventDefault()`.
   */
  readonly seek = (seconds: number): void => {
    const how = { detail: { seconds }, bubbles: true, composed: true, cancelable: true };
    if (!this.#thread.dispatchEvent(new CustomEvent('rejoinder-seek', how))) return;
    const media = this.media;
    if (!media) return;
    media.currentTime = seconds;
    // A browser may refuse to play; then it stands at the right place all the same.
    void Promise.resolve(media.play?.()).catch(() => {});
  };

  /** Where the player stands, in whole seconds; null where there is none. */
  get position(): number | null {
    const { media } = this;
    return media ? Math.floor(media.currentTime) : null;
  }

  /** The one that the selector names, or the first on the page. A selector that is none names none. */
  get media(): Media | null {
    try {
      const named = this.#selector ? document.querySelector(this.#selector) : document;
      if (named instanceof Element && acts(named)) return named;
      const found = named?.querySelector('audio, video') ?? null;
      return acts(found) ? found : null;
    } catch {
      return null;
    }
  }

  /** Makes each time in a text a button. */
  link(body: Node, language: Language<Words>): void {
    replaceCodes(body, (code) => this.#button(code, language));
  }

  #button({ words, seconds }: TimeCode, language: Language<Words>): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'time-code';
    button.setAttribute('part', 'time-code');
    button.textContent = words;
    button.setAttribute('aria-label', language.say(language.words.playFrom, { time: words }));
    button.addEventListener('click', () => this.seek(seconds));
    return button;
  }
}

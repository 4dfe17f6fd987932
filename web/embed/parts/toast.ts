// One line that says what has happened, over the page: until it is put away, has been read, is in the
// way of a form, or the next one comes.
import { html, nothing, render } from 'lit';
import { dress } from './panel.ts';
import { match } from './scheme.ts';
import type { Spoken } from './words.ts';

/** Milliseconds; as many again where somebody is at it then. */
const STAYS = 8000;
const FORMS = '.composer, .asks, .drawer';

const places = new WeakMap<Node, ToastPlace>();

export function toast(near: Node, text: string, language: Spoken): void {
  const root = near.getRootNode() as ShadowRoot;
  let place = places.get(root);
  if (!place) {
    place = new ToastPlace(root);
    places.set(root, place);
    dress(near);
  }
  place.show(text, language);
}

class ToastPlace {
  readonly #root: ShadowRoot;
  readonly #box = document.createElement('div');
  #timer = 0;
  /** The form that somebody was in already: it may be what the toast is about. */
  #form: Element | null = null;

  constructor(root: ShadowRoot) {
    this.#root = root;
    this.#box.role = 'status';
    this.#box.className = 'toast-place';
    root.addEventListener('focusin', this.#giveWay);
  }

  show(text: string, language: Spoken): void {
    const root = this.#root;
    const box = this.#box;
    const around = root.querySelector('section') ?? root;
    if (box.parentNode !== around) around.append(box);
    match(box, box);
    this.#form = root.activeElement?.closest(FORMS) ?? null;
    this.#wait();
    render(
      html`
        <p class="toast" part="toast">
          <span>${text}</span>
          <button type="button" part="action" aria-label=${language.words.close} @click=${this.#away}>✕</button>
        </p>
      `,
      box,
    );
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      if (this.#box.matches(':focus-within') || this.#box.querySelector(':hover')) this.#wait();
      else this.#away();
    }, STAYS);
  }

  readonly #away = () => {
    clearTimeout(this.#timer);
    render(nothing, this.#box);
  };

  /** Each form takes the focus when it opens. */
  readonly #giveWay = ({ target }: Event) => {
    const form = (target as Element).closest(FORMS);
    if (form && form !== this.#form) this.#away();
  };
}

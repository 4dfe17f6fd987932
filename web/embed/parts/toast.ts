// One line that says what has happened, over the page until it is put away or the next one comes.
import { html, nothing, render } from 'lit';
import { dress } from './panel.ts';
import { match } from './scheme.ts';
import type { Spoken } from './words.ts';

const boxes = new WeakMap<Node, HTMLElement>();

export function toast(near: Node, text: string, language: Spoken): void {
  const root = near.getRootNode() as ShadowRoot;
  let box = boxes.get(root);
  if (!box) {
    box = document.createElement('div');
    box.role = 'status';
    box.className = 'toast-place';
    boxes.set(root, box);
    dress(near);
  }
  const place = root.querySelector('section') ?? root;
  if (box.parentNode !== place) place.append(box);
  match(box, box);
  const there = box;
  const away = () => render(nothing, there);
  render(
    html`
      <p class="toast" part="toast">
        <span>${text}</span>
        <button type="button" part="action" aria-label=${language.words.close} @click=${away}>✕</button>
      </p>
    `,
    box,
  );
}

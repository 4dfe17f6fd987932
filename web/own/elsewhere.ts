// Signed in, but on another site: what every page of our own says then.
import { html, type TemplateResult } from 'lit';
import { weave } from '../shared/language.ts';
import type { Surface } from './surface.ts';

/** Who it is, and where. `more` stands beside the way to sign in here. */
export function elsewhere(surface: Surface, site: string, name: string, more: unknown): TemplateResult {
  const { words } = surface.language;
  return html`
    <section>
      <h2>${words.elsewhere}</h2>
      <p>${weave<unknown>(words.elsewhereHint, { site: html`<bdi>${site}</bdi>`, name: html`<bdi>${name}</bdi>` })}</p>
      <div class="buttons">
        <button type="button" class="primary" @click=${() => surface.leaveToSignIn()}>${words.signInHere}</button>
        ${more}
      </div>
    </section>
  `;
}

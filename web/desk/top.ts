// The head of the desk: where one is, where one can go, and who one is.
import { html, nothing, type TemplateResult } from 'lit';
import { weave } from '../shared/language.ts';
import type { DeskPage, Viewer } from './page.ts';
import type { Entry } from './screen.ts';
import { screens } from './screens.ts';

/** Where one can go while one is at work; what is shown may not be there yet. */
interface Place {
  shown: Entry | null;
}

export function top(desk: DeskPage, viewer: Viewer | null, place: Place | null): TemplateResult {
  const { words } = desk.language;
  return html`
    <header class="top">
      <p class="brand"><bdi>${desk.siteName}</bdi> <span>${words.desk}</span></p>
      ${place ? navigation(desk, place) : nothing} ${viewer ? who(desk, viewer, place !== null) : nothing}
    </header>
  `;
}

function navigation(desk: DeskPage, { shown }: Place): TemplateResult {
  const { words } = desk.language;
  const link = (entry: Entry) => html`
    <li>
      <a href="${location.search}#${entry.heads[0]}" aria-current=${entry === shown ? 'page' : nothing}>${words[entry.name]}</a>
    </li>
  `;
  return html`<nav class="screens" aria-label=${words.screens}><ul>${screens.map(link)}</ul></nav>`;
}

function who(desk: DeskPage, { author }: Viewer, hasKeys: boolean): TemplateResult {
  const { words } = desk.language;
  const name = html`<bdi>${author.displayName}</bdi>`;
  return html`
    <details class="who" @keydown=${escaped} @focusout=${left}>
      <summary><span class="out-of-sight">${weave<unknown>(words.signedInAs, { name })}</span><bdi aria-hidden="true">${author.displayName}</bdi><bdi class="initial" aria-hidden="true">${[...author.displayName][0]}</bdi></summary>
      <div class="menu">
        <a href=${desk.accountAddress}>${words.account}</a>
        ${hasKeys ? html`<button type="button" class="link" @click=${desk.showKeys}>${words.keysTitle}</button>` : nothing}
        <button type="button" class="link" @click=${desk.signOut}>${words.signOut}</button>
      </div>
    </details>
  `;
}

function escaped(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (event.key !== 'Escape' || !menu.open) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

function left(event: FocusEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (event.relatedTarget && !menu.contains(event.relatedTarget as Node)) menu.open = false;
}

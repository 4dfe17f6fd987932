// Narrows a list: by words at once, by all else behind a disclosure.
import { html, nothing, type TemplateResult } from 'lit';
import type { Spoken } from './said.ts';

export interface Search {
  readonly language: Spoken;
  /** What the words are looked for in. */
  label: string;
  longest: number;
  /** From the words to what was found. */
  leaveSearch(): void;
}

export interface Searching<Filter> extends Search {
  fields: TemplateResult;
  filter: Filter | null;
  /** Null where nothing narrows. */
  read(form: HTMLFormElement): Filter | null;
  filterBy(filter: Filter | null): void;
  /** The disclosure was opened, or closed. */
  toggled?(): void;
}

export function searching<Filter extends object>(narrowing: Searching<Filter>): TemplateResult {
  const { language, fields, filter, read, filterBy, toggled } = narrowing;
  const { words } = language;
  const submit = (event: Event) => {
    event.preventDefault();
    filterBy(read(event.currentTarget as HTMLFormElement));
  };
  const clear = (event: Event) => {
    (event.currentTarget as HTMLButtonElement).form?.reset();
    filterBy(null);
  };
  const isNarrow = Object.keys(filter ?? {}).some((key) => key !== 'text');
  return html`
    <form class="filters" role="search" @submit=${submit}>
      ${search(narrowing)}
      <details @toggle=${() => toggled?.()}>
        <summary>${isNarrow ? words.filterOn : words.filter}</summary>
        <div class="fields">
          ${fields}
          <div class="buttons">
            <button type="submit" class="primary">${words.apply}</button>
            ${filter ? html`<button type="button" @click=${clear}>${words.clear}</button>` : nothing}
          </div>
        </div>
      </details>
    </form>
  `;
}

/** The words, and what looks for them. */
export function search({ language, label, longest, leaveSearch }: Search, value = ''): TemplateResult {
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    leaveSearch();
  };
  return html`
    <div class="search">
      <label class="out-of-sight" for="search">${label}</label>
      <input id="search" name="text" type="search" maxlength=${longest} placeholder=${label} dir="auto" .value=${value} @keydown=${pressed} />
      <button type="submit">${language.words.searchDo}</button>
    </div>
  `;
}

// Pieces of the forms by which something is done about a member.
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { View } from './view.ts';

export interface Choice {
  value: string;
  label: string;
  hint?: string;
}

export interface Act {
  /** Names it on the page. */
  id: string;
  /** What opens it. */
  label: string;
  /** What its button says. */
  send: string;
  isDanger?: boolean;
  fields: unknown;
  submit(form: HTMLFormElement): Promise<void>;
}

/** A form behind a disclosure; what was typed stays until it is sent. */
export function act({ sending }: View, { id, label, send, isDanger, fields, submit }: Act): TemplateResult {
  const sent = (event: Event) => {
    event.preventDefault();
    void submit(event.currentTarget as HTMLFormElement);
  };
  return html`
    <details class="deed" id="act-${id}">
      <summary>${label}</summary>
      <form @submit=${sent} novalidate>
        ${fields}
        <p class="error" role="alert">${sending.problem(id)}</p>
        <div class="buttons">
          <button
            type="submit"
            class=${isDanger ? 'danger' : 'primary'}
            aria-disabled=${sending.isBusy(id) ? 'true' : 'false'}
          >
            ${send}
          </button>
        </div>
      </form>
    </details>
  `;
}

export function radios(
  legend: string,
  name: string,
  choices: readonly Choice[],
  { chosen = '', problem = '' } = {},
): TemplateResult {
  const id = `choose-${name}`;
  return html`
    <fieldset aria-describedby=${ifDefined(problem ? `${id}-error` : undefined)}>
      <legend>${legend}</legend>
      <div class="reasons ${choices.some(({ hint }) => hint) ? 'explained' : ''}">
        ${choices.map(
          ({ value, label, hint }) => html`
            <label>
              <input type="radio" name=${name} value=${value} ?checked=${value === chosen} />
              <span>${label}${hint ? html` <small>${hint}</small>` : nothing}</span>
            </label>
          `,
        )}
      </div>
      <p class="error" id="${id}-error" role="alert">${problem}</p>
    </fieldset>
  `;
}

export function line(
  label: string,
  name: string,
  { most, problem = '', type = 'text' }: { most?: number; problem?: string; type?: string },
): TemplateResult {
  const id = `line-${name}`;
  return html`
    <div class="field ${name}">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        name=${name}
        type=${type}
        dir=${type === 'text' ? 'auto' : nothing}
        maxlength=${most ?? nothing}
        autocomplete="off"
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby=${ifDefined(problem ? `${id}-error` : undefined)}
      />
      <p class="error" id="${id}-error" role="alert">${problem}</p>
    </div>
  `;
}

export function text(label: string, name: string, id: string, problem = ''): TemplateResult {
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <textarea
        id=${id}
        name=${name}
        rows="2"
        maxlength="1000"
        dir="auto"
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby=${ifDefined(problem ? `${id}-error` : undefined)}
      ></textarea>
      <p class="error" id="${id}-error" role="alert">${problem}</p>
    </div>
  `;
}

export function selection(label: string, name: string, choices: readonly Choice[]): TemplateResult {
  return html`
    <div class="field ${name}">
      <label for="select-${name}">${label}</label>
      <select id="select-${name}" name=${name}>
        ${choices.map(({ value, label: said }) => html`<option value=${value}>${said}</option>`)}
      </select>
    </div>
  `;
}

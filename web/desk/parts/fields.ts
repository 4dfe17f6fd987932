// Fields with which lists are narrowed.
import { html, nothing, type TemplateResult } from 'lit';

export type Option = readonly [value: string, said: string];

/** One of several; the first stands for all of them. */
export function choice(
  label: string,
  name: string,
  any: string,
  options: readonly Option[],
  chosen = '',
): TemplateResult {
  return html`
    <label>
      ${label}
      <select name=${name}>
        <option value="">${any}</option>
        ${options.map(([value, said]) => html`<option value=${value} .selected=${value === chosen}>${said}</option>`)}
      </select>
    </label>
  `;
}

export function day(label: string, name: string, chosen = '', problem = ''): TemplateResult {
  const id = `${name}-error`;
  return html`
    <label>
      ${label}
      <input type="date" name=${name} value=${chosen} aria-invalid=${problem ? 'true' : 'false'} aria-describedby=${problem ? id : nothing} />
      ${problem ? html`<span class="error" id=${id} role="alert">${problem}</span>` : nothing}
    </label>
  `;
}

/** What was filled in, by the names of the fields, without the spaces around it. */
export function filledIn(form: HTMLFormElement): (name: string) => string {
  const given = new FormData(form);
  return (name) => String(given.get(name) ?? '').trim();
}

/** Days are those of whoever reads; a day goes until the next one begins. */
export function midnight(typed: string, daysLater: number): string {
  const moment = new Date(`${typed}T00:00:00`);
  moment.setDate(moment.getDate() + daysLater);
  return moment.toISOString();
}

// Draws settings as a form: what was changed is marked with what it was, and can be set back; what is
// wrong stands beside it. Who may not change them reads them.
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { weave } from '../../shared/language.ts';
import { compared, type Draft, type Field, linesOf, type Value } from './draft.ts';
import type { Spoken } from './said.ts';

export interface Drafting {
  readonly language: Spoken;
  readonly draft: Draft;
  readonly mayChange: boolean;
  label(name: string): string;
  hint(name: string): string;
  /** An option of a choice. */
  option(name: string, value: string): string;
  /** Whether there is a secret. */
  has(name: string): boolean;
  /** What is wrong with it. */
  problemOf(name: string): string;
  change(name: string, value: Value): void;
  /** Somebody has left the field. */
  left(name: string): void;
  setBack(name: string): void;
}

/** What stands below a field besides. */
export type Extra = TemplateResult | typeof nothing;

export const idOf = (name: string): string => `field-${name}`;

export function field(form: Drafting, name: string, extra: Extra = nothing): TemplateResult {
  const found = form.draft.fields.find((one) => one.name === name);
  if (!found) throw new Error(`no field ${name}`);
  if (!form.mayChange) return read(form, found);
  const isChanged = form.draft.isChanged(name);
  return html`
    <div class="setting ${isChanged ? 'changed' : ''}">
      ${found.kind === 'choice' ? choices(form, found) : found.kind === 'flag' ? flag(form, found) : typed(form, found)}
      ${extra}
      <p class="error" id="${idOf(name)}-error">${form.problemOf(name)}</p>
      ${isChanged ? was(form, found) : nothing}
    </div>
  `;
}

/** A value in words. */
export function told(form: Drafting, found: Field, value: Value): unknown {
  const { words } = form.language;
  switch (found.kind) {
    case 'flag':
      return value ? words.yes : words.no;
    case 'choice':
      return form.option(found.name, value ?? '');
    case 'lines':
      return value ? linesOf(value).map((line, at) => html`${at > 0 ? ' · ' : nothing}<bdi>${line}</bdi>`) : words.none;
    default:
      return value ? html`<bdi>${value}</bdi>` : words.none;
  }
}

function read(form: Drafting, found: Field): TemplateResult {
  const { words } = form.language;
  const { name, kind } = found;
  const secret = form.has(name) ? words.secretThere : words.secretNone;
  const stands = kind === 'secret' ? secret : told(form, found, form.draft.base(name));
  return html`
    <div class="setting read">
      <p class="label">${form.label(name)}</p>
      <p class=${kind === 'lines' ? 'lines' : ''}>${stands}</p>
      ${form.hint(name) ? html`<p class="hint">${form.hint(name)}</p>` : nothing}
      ${form.draft.isChanged(name) ? typedHere(form, found) : nothing}
    </div>
  `;
}

/** What cannot be saved any more may be copied. */
function typedHere(form: Drafting, found: Field): TemplateResult {
  const { typedHere: label } = form.language.words;
  const { name, kind } = found;
  const value = form.draft.get(name);
  if (kind === 'flag' || kind === 'choice') return html`<p>${label}: <strong>${told(form, found, value)}</strong></p>`;
  return html`
    <label for="${idOf(name)}-typed">${label}</label>
    <textarea id="${idOf(name)}-typed" rows=${kind === 'lines' ? 5 : 1} dir="auto" readonly .value=${value ?? ''}></textarea>
  `;
}

function describedBy(form: Drafting, { name }: Field): string | undefined {
  const id = idOf(name);
  const parts = [
    form.hint(name) && `${id}-hint`,
    form.problemOf(name) && `${id}-error`,
    form.draft.isChanged(name) && `${id}-was`,
  ];
  return parts.filter(Boolean).join(' ') || undefined;
}

function hint(form: Drafting, name: string): TemplateResult | typeof nothing {
  return form.hint(name) ? html`<p class="hint" id="${idOf(name)}-hint">${form.hint(name)}</p>` : nothing;
}

function choices(form: Drafting, found: Field): TemplateResult {
  const { name } = found;
  const option = (value: string, at: number) => html`
    <label class="check">
      <input
        type="radio"
        id=${at === 0 ? idOf(name) : `${idOf(name)}-${value}`}
        name=${name}
        value=${value}
        .checked=${live(form.draft.get(name) === value)}
        @change=${() => form.change(name, value)}
      />
      ${form.option(name, value)}
    </label>
  `;
  return html`
    <fieldset aria-describedby=${ifDefined(describedBy(form, found))}>
      <legend>${form.label(name)}</legend>
      ${(found.options ?? []).map(option)} ${hint(form, name)}
    </fieldset>
  `;
}

function flag(form: Drafting, found: Field): TemplateResult {
  const { name } = found;
  const turn = ({ target }: Event) => form.change(name, (target as HTMLInputElement).checked ? 'on' : '');
  return html`
    <label class="check">
      <input
        type="checkbox"
        id=${idOf(name)}
        name=${name}
        .checked=${live(form.draft.get(name) === 'on')}
        aria-describedby=${ifDefined(describedBy(form, found))}
        @change=${turn}
      />
      ${form.label(name)}
    </label>
    ${hint(form, name)}
  `;
}

function typed(form: Drafting, found: Field): TemplateResult {
  const { name, kind } = found;
  const { words } = form.language;
  const value = form.draft.get(name);
  const change = ({ target }: Event) => form.change(name, (target as HTMLInputElement | HTMLTextAreaElement).value);
  const isWrong = form.problemOf(name) ? 'true' : 'false';
  const described = ifDefined(describedBy(form, found));
  if (kind === 'lines')
    return html`
      <label for=${idOf(name)}>${form.label(name)}</label>
      <textarea id=${idOf(name)} name=${name} rows="5" spellcheck="false" autocapitalize="none" dir="auto" aria-invalid=${isWrong} aria-describedby=${described} .value=${live(value ?? '')} @input=${change} @change=${() => form.left(name)}></textarea>
      ${hint(form, name)}
    `;
  const isNumber = kind === 'number';
  return html`
    <label for=${idOf(name)}>${form.label(name)}</label>
    ${kind === 'secret' ? secret(form, name, value) : nothing}
    <input
      id=${idOf(name)}
      name=${name}
      class=${isNumber ? 'short' : ''}
      type="text"
      inputmode=${isNumber ? (found.isFine ? 'decimal' : 'numeric') : 'text'}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      dir=${kind === 'text' ? 'auto' : 'ltr'}
      placeholder=${isNumber && found.isOptional ? words.none : nothing}
      aria-invalid=${isWrong}
      aria-describedby=${described}
      .value=${live(value ?? '')}
      @input=${change} @change=${() => form.left(name)}
    />
    ${hint(form, name)}
  `;
}

/** Whether there is one, and taking it away; what it is, nobody is told. */
function secret(form: Drafting, name: string, value: Value): TemplateResult {
  const { words } = form.language;
  const take = () => {
    form.change(name, null);
    document.getElementById(idOf(name))?.focus();
  };
  return html`
    <p class="as-it-is">
      ${form.has(name) ? words.secretSet : words.secretNone}
      ${
        form.has(name) && value !== null
          ? html`<button type="button" class="link" aria-label="${words.secretTake}: ${form.label(name)}" @click=${take}>${words.secretTake}</button>`
          : nothing
      }
    </p>
  `;
}

function was(form: Drafting, found: Field): TemplateResult {
  const { language, draft } = form;
  const { words } = language;
  const { name } = found;
  const setBack = () => {
    form.setBack(name);
    document.getElementById(idOf(name))?.focus();
  };
  return html`
    <p class="was" id="${idOf(name)}-was">
      <span>${whatWas(form, found, draft.base(name))}</span>
      <button type="button" class="link" aria-label="${words.setBack}: ${form.label(name)}" @click=${setBack}>${words.setBack}</button>
    </p>
  `;
}

function whatWas(form: Drafting, found: Field, base: Value): unknown {
  const { draft, language } = form;
  const { words } = language;
  const now = draft.get(found.name);
  if (found.kind === 'secret') return now === null ? words.secretGoes : words.secretNew;
  if (found.kind !== 'lines') return weave<unknown>(words.was, { value: told(form, found, base) });
  const { removed, added } = compared(base ?? '', now ?? '');
  const part = (sentence: string, lines: string[]) =>
    lines.length > 0 ? html`<span>${weave<unknown>(sentence, { list: listed(lines) })}</span> ` : nothing;
  if (removed.length + added.length === 0) return words.otherOrder;
  return [part(words.added, added), part(words.removed, removed)];
}

/** Of many, the first ones. */
const SHOWN = 12;

export function listed(lines: readonly string[]): TemplateResult[] {
  const shown = lines.slice(0, SHOWN).map((line, at) => html`${at > 0 ? ', ' : nothing}<bdi>${line}</bdi>`);
  return lines.length > SHOWN ? [...shown, html` …`] : shown;
}

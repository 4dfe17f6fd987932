// A form that does one thing at a time and says beside the field what is wrong with it.
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { Refusal } from '../shared/api/refusal.ts';
import { fieldOf } from './refused.ts';
import type { Surface } from './surface.ts';

export interface Field {
  name: string;
  label: string;
  /** `lines`: several lines of text. */
  type?: 'text' | 'email' | 'password' | 'checkbox' | 'lines';
  /** One of these is chosen, the first unless another is. */
  options?: readonly (readonly [value: string, said: string])[];
  autocomplete?: string;
  hint?: string;
  /** Six digits, or a recovery code. */
  isCode?: boolean;
  /** Left out by whoever has nothing to say, as every checkbox may be. */
  isOptional?: boolean;
}

/** What was typed, by the names of the fields; a ticked box is `on`. */
export type Values = Record<string, string>;

export interface Doing {
  fields: () => Field[];
  /** What the button says. */
  label: string;
  /** Sends it. Resolves with what is to be said then, if anything is. */
  send: (values: Values, working: (text: string) => void) => Promise<string | undefined>;
  /** What only this form can say of a refusal, and beside which field. */
  told?: (refusal: Refusal) => readonly [field: string, said: string] | undefined;
  isDanger?: boolean;
}

export class Form {
  readonly #id: string;
  readonly #surface: Surface;
  readonly #doing: Doing;
  #problems: Record<string, string> = {};
  #problem = '';
  #done = '';
  #progress = '';
  #busy = false;

  constructor(surface: Surface, id: string, doing: Doing) {
    this.#surface = surface;
    this.#id = id;
    this.#doing = doing;
  }

  /** `before` stands above the button. */
  draw(before: TemplateResult | typeof nothing = nothing): TemplateResult {
    const { fields, label, isDanger } = this.#doing;
    return html`
      <form id=${this.#id} method="post" novalidate @submit=${this.#submit}>
        ${fields().some(({ type }) => type === 'password') ? this.#whose() : nothing}
        ${fields().map((field) => this.#field(field))} ${before}
        <p class="error" role="alert">${this.#problem}</p>
        <div class="buttons">
          <button type="submit" class=${isDanger ? 'danger' : 'primary'} aria-disabled=${this.#busy ? 'true' : 'false'}>
            ${label}
          </button>
        </div>
        <p class="done">${this.#busy ? this.#progress : this.#done}</p>
      </form>
    `;
  }

  /** For password managers, which keep a password under a name. */
  #whose(): TemplateResult {
    const { known } = this.#surface;
    return html`<input type="text" autocomplete="username" value=${known?.email ?? ''} hidden />`;
  }

  #field(field: Field): TemplateResult {
    const id = `${this.#id}-${field.name}`;
    if (field.type === 'checkbox') return checkbox(field, id);
    if (field.options) return choice(field, id);
    return field.type === 'lines' ? this.#lines(field, id) : this.#input(field, id);
  }

  #lines({ name, label }: Field, id: string): TemplateResult {
    const problem = this.#problems[name] ?? '';
    return html`
      <div class="field">
        <label for=${id}>${label}</label>
        <textarea id=${id} name=${name} rows="6" spellcheck="false" autocapitalize="none" dir="ltr" aria-invalid=${problem ? 'true' : 'false'} aria-describedby=${ifDefined(problem ? `${id}-error` : undefined)}></textarea>
        <p class="error" id="${id}-error">${problem}</p>
      </div>
    `;
  }

  #input(field: Field, id: string): TemplateResult {
    const problem = this.#problems[field.name] ?? '';
    const described = [field.hint && `${id}-hint`, problem && `${id}-error`].filter(Boolean).join(' ');
    const isPassword = field.type === 'password';
    const isPlain = !field.type || field.type === 'text';
    return html`
      <div class="field">
        <label for=${id}>${field.label}</label>
        <input
          id=${id}
          name=${field.name}
          type=${field.type ?? 'text'}
          class=${field.isCode ? 'code' : ''}
          autocomplete=${field.autocomplete ?? 'off'}
          autocapitalize=${isPlain && !field.isCode ? 'sentences' : 'none'}
          spellcheck="false"
          dir=${isPlain && !field.isCode ? 'auto' : 'ltr'}
          ?required=${!field.isOptional}
          aria-invalid=${problem ? 'true' : 'false'}
          aria-describedby=${ifDefined(described || undefined)}
        />
        ${field.hint ? html`<p class="hint" id="${id}-hint">${field.hint}</p>` : nothing}
        <p class="error" id="${id}-error">${problem}</p>
        ${isPassword ? this.#reveal(id) : nothing}
      </div>
    `;
  }

  #reveal(id: string): TemplateResult {
    const turn = ({ target }: Event) => {
      const input = document.getElementById(id) as HTMLInputElement;
      input.type = (target as HTMLInputElement).checked ? 'text' : 'password';
    };
    return html`
      <label class="check"><input type="checkbox" @change=${turn} />${this.#surface.language.words.showPassword}</label>
    `;
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    if (this.#busy) return;
    const form = event.currentTarget as HTMLFormElement;
    const values: Values = {};
    for (const [name, value] of new FormData(form)) values[name] = String(value);
    this.#problem = '';
    this.#done = '';
    this.#problems = this.#missing(values);
    if (Object.keys(this.#problems).length > 0) return this.#complain();
    this.#busy = true;
    this.#working(this.#surface.language.words.oneMoment);
    try {
      this.#done = (await this.#doing.send(values, this.#working)) ?? '';
      this.#surface.tell(this.#done);
      form.reset();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#refuse(refusal);
    } finally {
      this.#busy = false;
      this.#complain();
    }
  };

  #missing(values: Values): Record<string, string> {
    const { missing } = this.#surface.language.words;
    const empty = this.#doing
      .fields()
      .filter(({ name, isOptional, type }) => !isOptional && type !== 'checkbox' && !values[name]?.trim());
    return Object.fromEntries(empty.map(({ name }) => [name, missing]));
  }

  #refuse(refusal: Refusal): void {
    const [field, said] = this.#doing.told?.(refusal) ?? [fieldOf(refusal), this.#surface.explain(refusal)];
    const known = this.#doing.fields().some(({ name }) => name === field);
    if (field && known) this.#problems = { [field]: said };
    else this.#problem = said;
  }

  /** Draws it, and leads to the first field that something is wrong with. */
  #complain(): void {
    this.#surface.update();
    const [faulty] = this.#doing.fields().filter(({ name }) => this.#problems[name]);
    if (faulty) document.getElementById(`${this.#id}-${faulty.name}`)?.focus();
  }

  readonly #working = (text: string) => {
    this.#progress = text;
    this.#surface.update();
  };
}

function checkbox({ name, label }: Field, id: string): TemplateResult {
  return html`<label class="check" for=${id}><input type="checkbox" id=${id} name=${name} />${label}</label>`;
}

function choice({ name, label, options = [], hint }: Field, id: string): TemplateResult {
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <select id=${id} name=${name} aria-describedby=${ifDefined(hint && `${id}-hint`)}>${options.map(([value, said]) => html`<option value=${value}>${said}</option>`)}</select>
      ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    </div>
  `;
}

/** A code without the spaces that people and mails put between its digits. */
export const typedCode = ({ code = '' }: Values): string => code.replaceAll(/\s/g, '');

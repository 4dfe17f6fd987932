// A moment: how long ago to the eye; for hovering and for the ear also the day and the hour.
import { html, type TemplateResult } from 'lit';
import type { Language } from '../../shared/language.ts';

export function time(iso: string, language: Language<unknown>): TemplateResult {
  const moment = new Date(iso);
  const said = language.relative(moment, Date.now());
  return html`<time datetime=${iso} title=${language.absolute(moment)} .textContent=${said}></time>`;
}

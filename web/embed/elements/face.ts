// A quiet monogram in place of a picture: nothing is fetched from anywhere.
import { html, type TemplateResult } from 'lit';

const HUES = 8;

export function face(author: { id: string; displayName: string } | null): TemplateResult {
  if (!author) return html`<span class="face" part="avatar" aria-hidden="true"></span>`;
  const look = `face hue${hue(author.id)}`;
  return html`<span class=${look} part="avatar" aria-hidden="true" .textContent=${initial(author.displayName)}></span>`;
}

/** The same author always has the same colour. */
function hue(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 8191;
  return sum % HUES;
}

function initial(name: string): string {
  return /[\p{L}\p{N}]\p{M}*/u.exec(name)?.[0].toLocaleUpperCase() ?? '';
}

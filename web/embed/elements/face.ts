// What stands beside a name: a quiet monogram, and a picture over it where the service has one.
import { html, nothing, type TemplateResult } from 'lit';

const HUES = 8;

interface Author {
  id: string;
  displayName: string;
  pictureUrl: string | null;
}

export function face(author: Author | null): TemplateResult {
  if (!author) return html`<span class="face" part="avatar" aria-hidden="true"></span>`;
  const look = `face hue${hue(author.id)}`;
  return html`<span class=${look} part="avatar" aria-hidden="true">${initial(author.displayName)}${author.pictureUrl ? picture(author.pictureUrl) : nothing}</span>`;
}

/** Where it cannot be had, or the page's policy does not let it in, the monogram stays. */
function picture(url: string): TemplateResult {
  return html`<img src=${url} alt="" loading="lazy" referrerpolicy="no-referrer" @error=${hide}>`;
}

function hide({ target }: Event): void {
  (target as HTMLElement).hidden = true;
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

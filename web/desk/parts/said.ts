// What more than one screen says in the same words: times, and who somebody is.
import { html, type TemplateResult } from 'lit';
import type { OwnWords } from '../../own/words/en.ts';
import type { Language } from '../../shared/language.ts';
import type { DeskWords } from '../words/en.ts';

export type Spoken = Language<OwnWords & DeskWords>;

/** "3 hours ago", with the whole time behind it. */
export function time(iso: string, language: Spoken): TemplateResult {
  const moment = new Date(iso);
  const said = language.relative(moment, Date.now());
  return html`<time datetime=${iso} title=${language.absolute(moment)}>${said}</time>`;
}

/** "28 Nov 2026". */
export function date(iso: string, language: Spoken): TemplateResult {
  const said = new Intl.DateTimeFormat(language.code, { dateStyle: 'medium' }).format(new Date(iso));
  return html`<time datetime=${iso}>${said}</time>`;
}

export const authorOf = (author: { displayName: string } | null, { words }: Spoken): string =>
  author?.displayName ?? words.unknownAuthor;

/** Where a comment stands in the page of its episode. */
export function addressOf({ id, episode }: { id: string; episode: { url: string | null } }): string | null {
  return episode.url ? `${episode.url}#${id.replace('_', '-')}` : null;
}

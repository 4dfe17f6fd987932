// When a comment was written, as a link to it; and whether it was edited.
import { html, nothing, type TemplateResult } from 'lit';
import type { Language } from '../../shared/language.ts';
import type { Branch } from '../model.ts';
import type { Words } from '../words/en.ts';

export function when({ comment }: Branch, language: Language<Words>): TemplateResult {
  const { words } = language;
  const edited =
    comment.editedAt && !comment.tombstone
      ? html`<span class="quiet" title=${language.say(words.editedAt, { time: language.absolute(new Date(comment.editedAt)) })}>
        ${words.edited}</span>`
      : nothing;
  return html`<a class="when" part="permalink" href=${`#${anchor(comment.id)}`}>${time(comment.createdAt, language)}</a>${edited}`;
}

/** How long ago to the eye; to the ear and on hovering also the day and the hour. */
export function time(iso: string, language: Language<Words>): TemplateResult {
  const moment = new Date(iso);
  const absolute = language.absolute(moment);
  return html`<time datetime=${iso} title=${absolute} .textContent=${language.relative(moment, Date.now())}></time>`;
}

/** How an address names a comment: `comment-` and what makes its id unique. */
export const anchor = (id: string): string => id.replace('_', '-');

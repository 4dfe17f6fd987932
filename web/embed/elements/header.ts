// Who wrote a comment, and when.
import { html, nothing, type TemplateResult } from 'lit';
import { weave } from '../../shared/language.ts';
import type { Branch } from '../model.ts';
import { written } from '../moment.ts';
import type { Reading } from '../reading.ts';
import { face } from './face.ts';
import { time } from './time.ts';

export function header(branch: Branch, reading: Reading): TemplateResult {
  const { author } = branch.comment;
  const name = author ? html`<bdi class="name" part="name" .textContent=${author.displayName}></bdi>` : nothing;
  const [which, whom, at, about] = [badges, answering, when, moment].map((part) => part(branch, reading));
  // These spaces are for whoever takes the text without its look.
  return html`
    <header part="header">
      ${face(author)}
      <div class="who">${name} ${which} ${whom} ${at} ${about}</div>
    </header>
  `;
}

function badges({ comment }: Branch, { language: { words }, visit, thread }: Reading): TemplateResult[] {
  const { author } = comment;
  const isOwn = author !== null && author.id === thread.connection.viewer?.id;
  const all: [string, string | false][] = [
    ['staff', author?.role === 'ADMIN' && words.host],
    ['staff', author?.role === 'MODERATOR' && words.moderator],
    ['you', isOwn && words.you],
    ['pinned', comment.isPinned && words.pinned],
    ['featured', comment.isFeatured && words.featured],
    ['new', !isOwn && visit.isNew(comment) && words.isNew],
  ];
  return all.flatMap(([kind, said]) =>
    said ? html`<span class="badge ${kind}" part="badge ${kind}">${said}</span>` : [],
  );
}

/** Whom a reply answers, where that is not the comment that it stands under; else only narrow pages say so. */
function answering(
  { comment, above }: Branch,
  { language: { words }, thread }: Reading,
): TemplateResult | typeof nothing {
  const { parent } = comment;
  const known = parent && thread.branches.find(parent.id);
  const author = parent?.author ?? known?.comment.author;
  if (!parent || !author) return nothing;
  const isPlain = parent.id === above?.id;
  const name = html`<bdi>${author.displayName}</bdi>`;
  const link = known ? html`<a href=${hrefOf(parent.id)} @click=${aim}>${name}</a>` : name;
  return html`<span class=${isPlain ? 'quiet answering plain' : 'quiet answering'}>${weave<unknown>(words.answering, { name: link })}</span>`;
}

function when({ comment }: Branch, { language: { words }, language }: Reading): TemplateResult {
  const { createdAt, editedAt, tombstone } = comment;
  const edited = editedAt && !tombstone ? language.absolute(new Date(editedAt)) : null;
  return html`
    <a class="quiet" part="permalink" href=${hrefOf(comment.id)} @click=${aim} @contextmenu=${aim}>${time(createdAt, language)}</a>
    ${edited ? html` <span class="quiet" title=${language.say(words.editedAt, { time: edited })}>${words.edited}</span>` : nothing}
  `;
}

/** The moment in the episode that a comment is about. */
function moment({ comment }: Branch, { language: { words }, player }: Reading): TemplateResult | typeof nothing {
  const { momentSeconds: seconds } = comment;
  if (seconds === null) return nothing;
  const at = written(seconds);
  const said = weave<unknown>(words.at, { time: html`<bdi>${at}</bdi>` });
  return player
    ? html`<button type="button" class="moment" part="moment" @click=${() => player.seek(seconds)}>${said}</button>`
    : html`<span class="quiet moment" part="moment">${said}</span>`;
}

/** The page's address may have changed since the link was drawn. */
function aim({ currentTarget }: Event): void {
  const link = currentTarget as HTMLAnchorElement;
  link.href = hrefOf(link.hash.slice(1));
}

/** How an address names a comment: `comment-` and what makes its id unique. Whatever `<base>` the page has. */
export const hrefOf = (id: string): string => `${location.href.split('#')[0]}#${id.replace('_', '-')}`;

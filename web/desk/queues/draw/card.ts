// A comment with its context: who wrote it, where, what it answers, why it is here.
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { written } from '../../../embed/moment.ts';
import { parse } from '../../../shared/html.ts';
import { weave } from '../../../shared/language.ts';
import { notes, record, roleOf, standing } from '../../parts/author.ts';
import { addressOf, authorOf, time } from '../../parts/said.ts';
import { address } from '../../route.ts';
import type { Card } from '../decisions.ts';
import { textOf } from '../text.ts';
import { facts, why } from './facts.ts';
import { trouble } from './trouble.ts';
import type { View } from './view.ts';

export function card(view: View): TemplateResult {
  const { queues, language } = view;
  const { words } = language;
  const { card: shown, isWhole, current, rows } = queues.model;
  if (!shown) {
    const empty = queues.filter ? words.emptyFiltered : words.empty;
    const said = rows.length > 0 ? words.othersRead : empty;
    return html`<div class="nothing"><p>${isWhole && current === null ? said : words.loading}</p></div>`;
  }
  return html`${keyed(`${shown.id} ${shown.revisionId}`, article(view, shown))}`;
}

function article(view: View, shown: Card): TemplateResult {
  const { language, queues } = view;
  const claim = queues.model.claimOf(shown.id);
  return html`
    <article id="card" class="card" tabindex="-1" aria-labelledby="card-author" aria-describedby="card-text">
      ${trouble(view, shown)}
      ${
        claim
          ? html`<p class="claim">${weave<unknown>(language.words.reading, { name: html`<bdi>${claim.moderator.displayName}</bdi>` })}</p>`
          : nothing
      }
      ${author(view, shown)} ${where(view, shown)} ${why(view, shown)} ${answered(view, shown)}
      <div id="card-text" class="text">${textOf(shown)}</div>
      ${facts(view, shown)}
    </article>
  `;
}

function author({ language }: View, { author: who }: Card): TemplateResult {
  return html`
    <header class="author">
      <h2 id="card-author">
        ${who ? html`<a href=${address({ head: 'people', rest: [who.id] })}><bdi>${who.displayName}</bdi></a>` : authorOf(who, language)}
        ${who ? html`${roleOf(who, language)} ${standing(who, language)}` : nothing}
      </h2>
      ${who ? record(who, language) : nothing}
    </header>
    ${who?.standingReason ? html`<p class="told" dir="auto">${language.say(language.words.standingReason, { reason: who.standingReason })}</p>` : nothing}
    ${who ? notes(who, language) : nothing}
  `;
}

function where({ language }: View, shown: Card): TemplateResult {
  const { words } = language;
  const { episode, createdAt, editedAt, momentSeconds } = shown;
  const title = html`<bdi>${episode.title}</bdi>`;
  const to = addressOf(shown);
  const named = to ? html`<a href=${to} target="_blank" rel="noopener" title=${words.open}>${title}</a>` : title;
  return html`
    <p class="where">
      ${time(createdAt, language)} ${weave<unknown>(words.on, { episode: named })}
      ${momentSeconds === null ? nothing : html`· ${language.say(words.atMoment, { time: written(momentSeconds) })}`}
      ${editedAt ? html`· ${weave<unknown>(words.edited, { time: time(editedAt, language) })}` : nothing}
    </p>
  `;
}

function answered(view: View, { id, parent }: Card): TemplateResult | typeof nothing {
  if (!parent) return nothing;
  const { language, details } = view;
  const { words } = language;
  const above = details.ancestors(id)?.filter((ancestor) => ancestor.id !== parent.id);
  const ask = (event: Event) => {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open && !details.ancestors(id)) void details.askForAncestors(id);
  };
  return html`
    <div class="answered">
      <details @toggle=${ask}>
        <summary>
          <span class="summary">${words.ancestors}</span>
        </summary>
        ${(above ?? []).map((ancestor) => html`<div class="ancestor">${quoted(language, ancestor)}</div>`)}
        ${details.problem ? html`<p class="error">${details.problem}</p>` : nothing}
      </details>
      ${quoted(language, parent)}
    </div>
  `;
}

type Quoted = NonNullable<Card['parent']>;

const quotes = new WeakMap<Quoted, HTMLElement>();

function quoted(language: View['language'], comment: Quoted): TemplateResult {
  const { words } = language;
  const known = quotes.get(comment) ?? document.createElement('div');
  if (!quotes.has(comment)) {
    known.className = 'body quote';
    known.dir = 'auto';
    known.append(parse(comment.bodyHtml ?? ''));
    quotes.set(comment, known);
  }
  const name = html`<bdi>${comment.author?.displayName ?? ''}</bdi>`;
  const said = comment.author ? weave<unknown>(words.answers, { name }) : words.answersGone;
  return html`<p class="hint">${said}</p>${known}`;
}
